; The function gives its handle to somebody else as well.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; REMARK: remark: {{.*}}'publish' called by 'main': state not on the stack of the caller: the function does not return all of its handles at one place of its result: the handle is stored to memory
@kept = global ptr addrspace(10) null
define ptr addrspace(10) @publish() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  %r = call %none @gc.coro.await(ptr @publish, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 1)
  ret ptr addrspace(10) null
out:
  store ptr addrspace(10) %h, ptr @kept
  ret ptr addrspace(10) %h
}
define i32 @main() {
  %first = call ptr addrspace(10) @publish()
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %first)
  call void @print_frames_made()
  ret i32 0
}
