; Space 10: a tracked object is stored at the save and reloaded, with a map; space 10's
; pointers in registers are the business of Julia's own passes.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[OBJ:[0-9]+]] 8 tracked obj all
; CHECK: state 0: [[OBJ]]{{$}}
; CHECK-LABEL: define ptr @f(
; CHECK: call void @jl_poll()
; CHECK-NOT: call
; CHECK: store ptr addrspace(10) %obj, ptr %obj.spill.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %obj.reload = load ptr addrspace(10), ptr %obj.reload.addr
; CHECK: call void @jl_use10(ptr addrspace(10) %obj.reload)

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
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
  call void @jl_poll()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @jl_use10(ptr addrspace(10) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
