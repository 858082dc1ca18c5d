; A value that was made before the save is in its word when the state changes, and what
; runs between save and suspend does not store it again: another thread may run the
; coroutine by then.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: store ptr addrspace(1) %obj, ptr %obj.spill.addr
; CHECK-NOT: call
; CHECK: store i8 0, ptr %index.addr
; CHECK: call void @keep(ptr %hdl)
; CHECK-NOT: store
; CHECK: ret ptr

define ptr @f() presplitcoroutine gc "statepoint-example" {
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
  %obj = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  %token = call token @llvm.coro.save(ptr %hdl)
  call void @keep(ptr %hdl)
  %s = call i8 @llvm.coro.suspend(token %token, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
