; LLVM 19 makes specialised clones of this coroutine, whose awaits name the original; where it does not, it is one function.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}1007{{$}}
; CHECK-NEXT: {{^}}2007{{$}}
; CHECK-NEXT: {{^}}7{{$}}
define i64 @p(i64 %x) noinline {
  %r = add i64 %x, 1000
  ret i64 %r
}
define i64 @q(i64 %x) noinline {
  %r = add i64 %x, 2000
  ret i64 %r
}
define i64 @id(i64 %x) noinline {
  ret i64 %x
}
define internal ptr addrspace(10) @f(ptr %fn, i64 %k) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %a = call i64 @id(i64 %k)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %b = call i64 %fn(i64 %a)
  call void @gc.coro.return.i64(i64 %b)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %one = call ptr addrspace(10) @f(ptr @p, i64 7)
  %two = call ptr addrspace(10) @f(ptr @q, i64 7)
  %three = call ptr addrspace(10) @f(ptr @id, i64 7)
  %v1 = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %one)
  call void @print(i64 %v1)
  %v2 = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %two)
  call void @print(i64 %v2)
  %v3 = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %three)
  call void @print(i64 %v3)
  ret i32 0
}
