; Memory that is half written before the frame exists is copied into it. The half that
; nobody has written would be garbage of the stack, and the maps name it from the
; beginning: it is null before anything is written.
;
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: %pair = alloca [2 x ptr addrspace(1)]
; CHECK: store ptr addrspace(1) null, ptr
; CHECK: store ptr addrspace(1) %obj, ptr
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK: call void @llvm.memcpy
; CHECK-NOT: memcpy
; CHECK: call void @gc_safepoint()
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %pair = alloca [2 x ptr addrspace(1)]
  store ptr addrspace(1) %obj, ptr %pair
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
  call void @gc_safepoint()
  call void @escape(ptr %pair)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %pair)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
