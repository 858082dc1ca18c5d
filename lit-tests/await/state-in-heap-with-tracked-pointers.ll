; An await keeps a tracked pointer: no collector would find it on the stack.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}7{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; REMARK: remark: {{.*}}'keeper' called by 'main': state not on the stack of the caller: a state keeps tracked pointers, which the collector does not find on the stack
define ptr addrspace(10) @keeper() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  %object = call ptr addrspace(10) @new_object()
  store i64 7, ptr addrspace(10) %object
  %r = call %none @gc.coro.await(ptr @keeper, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  %v = load i64, ptr addrspace(10) %object
  call void @print(i64 %v)
  ret ptr addrspace(10) null
out:
  ret ptr addrspace(10) %h
}
define i32 @main() {
  %first = call ptr addrspace(10) @keeper()
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %first)
  call void @print_frames_made()
  ret i32 0
}
