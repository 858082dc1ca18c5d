; What the first path writes to a variable after the await is not seen by the continuation; each call sees the same.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 101
; CHECK-NEXT: 201
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %x = alloca i64
  store i64 %a, ptr %x
  %r = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %arg = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  store i64 2, ptr %x
  ret ptr addrspace(10) %h
cont:
  %v = load i64, ptr %x
  store i64 77, ptr %x
  %s = add i64 %v, %arg
  call void @gc.coro.return.i64(i64 %s)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 1)
  %one = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 100)
  call void @print(i64 %one)
  %two = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 200)
  call void @print(i64 %two)
  ret i32 0
}
