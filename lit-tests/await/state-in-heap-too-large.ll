; A state of more than 4096 bytes.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}3{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; REMARK: remark: {{.*}}'large' called by 'main': state not on the stack of the caller: a state has {{[0-9]+}} bytes, more than 4096
define ptr addrspace(10) @large() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  %room = alloca [5000 x i8]
  call void @llvm.memset.p0.i64(ptr %room, i8 3, i64 5000, i1 false)
  %r = call %none @gc.coro.await(ptr @large, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  %byte = load i8, ptr %room
  %v = zext i8 %byte to i64
  call void @print(i64 %v)
  ret ptr addrspace(10) null
out:
  ret ptr addrspace(10) %h
}
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
define i32 @main() {
  %first = call ptr addrspace(10) @large()
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %first)
  call void @print_frames_made()
  ret i32 0
}
