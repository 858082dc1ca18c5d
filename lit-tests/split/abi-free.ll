; coro.free: the frame in resume and destroy, null in cleanup. (A split may leave
; it to coro-cleanup in the first two.)
;
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-SAME: ptr {{.*}}[[HDL:%[^ ]*]])
; CHECK: call void @deallocate(ptr [[HDL]])
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-SAME: ptr {{.*}}[[HDL:%[^ ]*]])
; CHECK: call void @deallocate(ptr [[HDL]])
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.cleanup(
; CHECK-NOT: call void @deallocate(ptr %
; CHECK: call void @deallocate(ptr null)

define ptr @f(i32 %n) presplitcoroutine {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
