; What a task holds of itself (its thread's state, the signal page) is read afresh from
; the new task: the loads run again, they are never stored.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: store ptr %{{pgcstack|task|ptls|page}}
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[STACK:pgcstack[0-9]*]] = call ptr @julia.get_pgcstack()
; CHECK: %[[FIELD:ptls.field[0-9]*]] = getelementptr inbounds i8, ptr %[[STACK]], i64 16
; CHECK: %[[PTLS:ptls[0-9]*]] = load ptr, ptr %[[FIELD]]
; CHECK: %[[SLOT:page.slot[0-9]*]] = getelementptr inbounds i8, ptr %[[PTLS]], i64 24
; CHECK: %[[PAGE:page[0-9]*]] = load ptr, ptr %[[SLOT]]
; CHECK: load volatile i64, ptr %[[PAGE]]
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f() presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %task = getelementptr inbounds i8, ptr %pgcstack, i64 -152
  %ptls.field = getelementptr inbounds i8, ptr %pgcstack, i64 16
  %ptls = load ptr, ptr %ptls.field
  %page.slot = getelementptr inbounds i8, ptr %ptls, i64 24
  %page = load ptr, ptr %page.slot
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
  %signal = load volatile i64, ptr %page
  call void @print64(i64 %signal)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
