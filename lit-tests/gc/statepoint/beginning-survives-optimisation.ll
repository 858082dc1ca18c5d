; A collector looks at the frame through a pointer of its own, from the beginning on: what
; is written for it (the state, null in memory, the destroy function) must survive any
; optimisation, though the program's own next store is to the same place. The frontend's
; noalias on llvm.coro.begin is not true of such a frame.
;
; RUN: %spell %s | %split-then'function(early-cse<memssa>,dse,gvn,dse),coro-cleanup,function(dse,simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call ptr @allocate(
; CHECK-DAG: store i8 1, ptr %index.addr
; CHECK-DAG: store ptr addrspace(1) null, ptr
; CHECK-DAG: store ptr @f.destroy, ptr
; CHECK: call void @gc_safepoint()
; CHECK: store ptr addrspace(1) %obj, ptr
; CHECK: store i8 0, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %slot = alloca ptr addrspace(1)
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
  store ptr addrspace(1) %obj, ptr %slot
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %slot)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
