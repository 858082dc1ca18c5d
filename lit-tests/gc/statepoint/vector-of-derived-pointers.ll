; A getelementptr on a vector of objects gives a vector of derived pointers: the objects
; are stored, the vector is derived again.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-NOT: store <2 x ptr addrspace(1)> %fields
; CHECK: store <2 x ptr addrspace(1)> %pair, ptr %pair.spill.addr
; CHECK-NOT: store <2 x ptr addrspace(1)> %fields
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %fields = getelementptr i8, <2 x ptr addrspace(1)> %pair.reload, <2 x i64>
; CHECK: call void @gc_use2(<2 x ptr addrspace(1)> %fields)

define ptr @f(<2 x ptr addrspace(1)> %pair) presplitcoroutine gc "statepoint-example" {
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
  %fields = getelementptr i8, <2 x ptr addrspace(1)> %pair, <2 x i64> <i64 8, i64 16>
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use2(<2 x ptr addrspace(1)> %fields)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
