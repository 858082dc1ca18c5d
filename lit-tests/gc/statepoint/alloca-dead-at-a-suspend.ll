; Memory with tracked pointers that is dead at a suspension is nulled at its save, so
; that it keeps nothing alive; memory that is alive there is left alone.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK-DAG: {{^ *}}[[ONCE:[0-9]+]] 8 alloca once 0{{$}}
; CHECK-DAG: {{^ *}}[[ALWAYS:[0-9]+]] 8 alloca always all{{$}}

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_safepoint()
; CHECK-NOT: call
; CHECK-NOT: i64 [[ALWAYS]]{{$}}
; CHECK: [[NULL:%null.addr[0-9]*]] = getelementptr inbounds i8, ptr %frame, i64 [[ONCE]]
; CHECK-NEXT: store ptr addrspace(1) null, ptr [[NULL]]
; CHECK-NOT: store ptr addrspace(1) null
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %always = alloca ptr addrspace(1)
  %once = alloca ptr addrspace(1)
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
  call void @escape(ptr %always)
  call void @llvm.lifetime.start.p0(i64 8, ptr %once)
  call void @gc_nocapture(ptr %once)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_nocapture(ptr %once)
  call void @llvm.lifetime.end.p0(i64 8, ptr %once)
  call void @gc_safepoint()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @escape(ptr %always)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
