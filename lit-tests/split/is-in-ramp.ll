; coro.is_in_ramp: true in the ramp, false in the clones, on both sides of the
; suspend.
;
; REQUIRES: since-22
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s --implicit-check-not='call i1 @llvm.coro.is_in_ramp' --implicit-check-not='call void @show('

; CHECK-LABEL: define ptr @f(
; CHECK: call void @show(i1 true)
; CHECK: call void @show(i1 true)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @show(i1 false)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK: call void @show(i1 false)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.cleanup(
; CHECK: call void @show(i1 false)

declare void @show(i1)

define ptr @f(i1 %through) presplitcoroutine {
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
  %at.first = call i1 @llvm.coro.is_in_ramp()
  call void @show(i1 %at.first)
  br i1 %through, label %cleanup, label %wait

wait:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %in.ramp = call i1 @llvm.coro.is_in_ramp()
  call void @show(i1 %in.ramp)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
