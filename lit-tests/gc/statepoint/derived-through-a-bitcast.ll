; A cast to the type that the pointer has already does not hide what it is derived from.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}16 8 tracked obj all
; CHECK: pointer area: 1 word at 16;

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %field = getelementptr i8, ptr addrspace(1) %obj.reload, i64 8
; CHECK: %cast = bitcast ptr addrspace(1) %field to ptr addrspace(1)
; CHECK: %next = getelementptr i8, ptr addrspace(1) %cast, i64 8
; CHECK: call void @gc_use(ptr addrspace(1) %next)

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
  %field = getelementptr i8, ptr addrspace(1) %obj, i64 8
  %cast = bitcast ptr addrspace(1) %field to ptr addrspace(1)
  %next = getelementptr i8, ptr addrspace(1) %cast, i64 8
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %next)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
