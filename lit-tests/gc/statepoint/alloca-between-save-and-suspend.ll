; Memory that is used between the save and the suspend only is not nulled at that save,
; and at the next one it is.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: alloca awaiter
; CHECK-LABEL: define ptr @f(
; CHECK: store ptr addrspace(1) %obj, ptr
; CHECK-NOT: store ptr addrspace(1) null
; CHECK: store i8 0, ptr
; CHECK: call void @escape(
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: store ptr addrspace(1) null
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %awaiter = alloca ptr addrspace(1)
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
  call void @llvm.lifetime.start.p0(i64 8, ptr %awaiter)
  store ptr addrspace(1) %obj, ptr %awaiter
  %token = call token @llvm.coro.save(ptr null)
  call void @escape(ptr %awaiter)
  %s0 = call i8 @llvm.coro.suspend(token %token, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @escape(ptr %awaiter)
  call void @llvm.lifetime.end.p0(i64 8, ptr %awaiter)
  call void @gc_safepoint()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
