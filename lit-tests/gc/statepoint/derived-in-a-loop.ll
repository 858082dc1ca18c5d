; A loop that walks over an object and suspends in each turn: the object's pointer and
; the counter are in the frame, the pointer to the element never is.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split-then'function(simplifycfg)' %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK-DAG: {{^ *}}16 8 tracked obj all
; CHECK-DAG: 8 value i all
; CHECK: pointer area: 1 word at 16;
; CHECK-NEXT: state 0: 16{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: store ptr addrspace(1) %item
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: {{^}}entry.resume:
; CHECK-NOT: store ptr addrspace(1)
; CHECK: %[[ITEM:item[0-9]*]] = getelementptr i64, ptr addrspace(1) %obj.reload{{[0-9]*}}, i64 %{{i.reload|[0-9]+}}
; CHECK: call void @gc_use(ptr addrspace(1) %[[ITEM]])
; CHECK-NOT: store ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

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
  br label %loop

loop:
  %i = phi i64 [ 0, %begin ], [ %next, %resumed ]
  %item = getelementptr i64, ptr addrspace(1) %obj, i64 %i
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %item)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 4
  br i1 %more, label %loop, label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
