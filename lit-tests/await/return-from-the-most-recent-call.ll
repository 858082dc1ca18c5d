; A return leaves the most recent call: f itself goes on with what its continuation returns, so 110 and not 100.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}110{{$}}
define i64 @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  %sum = add i64 %v, 10
  ret i64 %sum
cont:
  ret i64 100
}
define i32 @main() {
  %v = call i64 @f()
  call void @print(i64 %v)
  ret i32 0
}
