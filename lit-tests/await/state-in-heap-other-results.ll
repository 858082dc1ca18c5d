; A continuation returns another type.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}4{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; REMARK: remark: {{.*}}'other' called by 'main': state not on the stack of the caller: the function returns values of other types (gc.coro.return)
define ptr addrspace(10) @other() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  %r = call %none @gc.coro.await(ptr @other, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @gc.coro.return.i64(i64 4)
  ret ptr addrspace(10) null
out:
  ret ptr addrspace(10) %h
}
define i32 @main() {
  %first = call ptr addrspace(10) @other()
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %first)
  call void @print(i64 %v)
  call void @print_frames_made()
  ret i32 0
}
