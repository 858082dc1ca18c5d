; One suspend point alone needs no number for the dispatch, but a collector must tell
; the time before it from the time after it: the state is written when the frame
; begins and when the coroutine suspends.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK-NEXT: [[A:%index.addr[0-9]*]] = getelementptr inbounds i8, ptr %hdl, i64 [[INDEX:[0-9]+]]
; CHECK-NEXT: store i8 1, ptr [[A]]
; The destroy function is written after it: then the frame has begun.
; CHECK: store ptr @f.destroy, ptr %destroy.addr
; CHECK: call void @gc_safepoint()
; CHECK: [[B:%index.addr[0-9]*]] = getelementptr inbounds i8, ptr %hdl, i64 [[INDEX]]
; CHECK-NEXT: store i8 0, ptr [[B]]
; CHECK: ret ptr

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
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
