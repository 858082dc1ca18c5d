; A final suspend is told by the null resume function; a frame with tracked pointers
; gets its number as well, so that the map of the final state counts: there is nothing.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: state 0: {{[0-9]+$}}
; CHECK-NEXT: state 1: none
; CHECK-NEXT: state 2 (before the first suspension): none

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_use(
; CHECK-NOT: call
; CHECK-DAG: store ptr null, ptr %frame
; CHECK-DAG: store i8 1, ptr %index.addr
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  %last = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %last, label %suspend [ i8 0, label %trap
                                    i8 1, label %cleanup ]

trap:
  call void @llvm.trap()
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
