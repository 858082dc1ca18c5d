; A chain of getelementptr with indices that are only known at run time: the base is
; stored in the pointer area, the indices in the byte area, the chain runs again. No
; difference of addresses is taken.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK-DAG: {{^ *}}16 8 tracked obj all
; CHECK-DAG: 8 value i all
; CHECK-DAG: 4 value j all
; CHECK: pointer area: 1 word at 16;

; CHECK-NOT: ptrtoint ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %obj.reload = load ptr addrspace(1),
; CHECK: %i.reload = load i64,
; CHECK: %row = getelementptr [4 x i64], ptr addrspace(1) %obj.reload, i64 %i.reload
; CHECK: %item = getelementptr i64, ptr addrspace(1) %row, i32 %j.reload
; CHECK: call void @gc_use(ptr addrspace(1) %item)
; CHECK-NOT: ptrtoint ptr addrspace(1)

define ptr @f(i64 %i, i32 %j) presplitcoroutine gc "statepoint-example" {
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
  %row = getelementptr [4 x i64], ptr addrspace(1) %obj, i64 %i
  %item = getelementptr i64, ptr addrspace(1) %row, i32 %j
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %item)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
