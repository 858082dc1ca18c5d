; The ramp asks whether it runs, and a branch after the suspend depends on that answer: each clone has both paths.
;
; REQUIRES: since-22
; RUN: %spell %s | %split-then'verify' | FileCheck %s --implicit-check-not='call i1 @llvm.coro.is_in_ramp'

; CHECK-LABEL: define ptr @f(
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: [[ANSWER:%.*]] = load i1
; CHECK: br i1 [[ANSWER]], label %wait, label %cleanup

define ptr @f() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %in.ramp = call i1 @llvm.coro.is_in_ramp()
  br label %wait

wait:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 1)
  br i1 %in.ramp, label %wait, label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
