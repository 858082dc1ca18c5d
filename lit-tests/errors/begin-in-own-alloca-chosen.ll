; A frame that is in the stack of the ramp on one path.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the memory of llvm.coro.begin is 'room', an alloca of the coroutine itself
; CHECK-NEXT: %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
; CHECK-NEXT: {{^}}note: the alloca is gone when the coroutine is resumed{{$}}
; CHECK-NEXT: {{^}}help: allocate the frame on the heap, or take memory of the caller{{$}}

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %room = alloca [256 x i8], align 16
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %inside = getelementptr i8, ptr %room, i64 64
  %heap = call ptr @allocate(i64 256, i64 16)
  %c = icmp eq i64 %n, 0
  %mem = select i1 %c, ptr %heap, ptr %inside
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  br label %cleanup

cleanup:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
