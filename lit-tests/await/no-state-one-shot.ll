; A one-shot await without state (flag 3): its handle is a constant, which cannot note that it was called. It was written to.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 42
; CHECK-NEXT: {{^}}0{{$}}
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %r = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 3)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %arg = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %v = add i64 %arg, 2
  call void @gc.coro.return.i64(i64 %v)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f()
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 40)
  call void @print(i64 %v)
  call void @print_frames_made()
  ret i32 0
}
