; Two final suspends, and an object that only the destroying of the first one needs: the
; maps tell them apart.
;
; RUN: %spell %s | %frames | FileCheck %s

; CHECK: {{^ *}}[[OBJ:[0-9]+]] 8 tracked obj
; CHECK: state 0: [[OBJ]]{{$}}
; CHECK-NEXT: state 1: [[OBJ]]{{$}}
; CHECK-NEXT: state 2: none
; CHECK-NEXT: state 3 (before the first suspension): none

define ptr @f(ptr addrspace(1) %obj, i1 %which) presplitcoroutine gc "statepoint-example" {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  br i1 %which, label %first, label %second

first:
  %f1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %f1, label %suspend [ i8 0, label %trap
                                  i8 1, label %with ]

second:
  %f2 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %f2, label %suspend [ i8 0, label %trap
                                  i8 1, label %cleanup ]

with:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

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
