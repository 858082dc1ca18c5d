; A state is filled again while the activation still needs what it held: the second await captures z alone, in the place where the
; first had x; after it the first path goes on with x and y.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 1
; CHECK-NEXT: 2
; CHECK-NEXT: 3
define ptr addrspace(10) @f(i64 %x, i64 %y, i64 %z) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  %r2 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h2 = extractvalue %none %r2, 0
  %resumed2 = extractvalue %none %r2, 1
  br i1 %resumed2, label %cont2, label %out2
out2:
  call void @print(i64 %x)
  call void @print(i64 %y)
  ret ptr addrspace(10) %h2
cont2:
  call void @print(i64 %z)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %volatile = alloca i64
  store volatile i64 1, ptr %volatile
  %one = load volatile i64, ptr %volatile
  %two = add i64 %one, 1
  %three = add i64 %one, 2
  %h = call ptr addrspace(10) @f(i64 %one, i64 %two, i64 %three)
  %h2 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h2)
  ret i32 0
}
