; The address of a thread-local variable is the running thread's: it is taken again in
; each clone, and what the program loaded from the variable is data as before.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: 8 value content all
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[MINE:mine[0-9]*]] = call {{.*}}ptr @llvm.threadlocal.address.p0(ptr {{.*}}@variable)
; CHECK: call void @keep(ptr %[[MINE]])
; CHECK: call void @keep(ptr %content.reload)

@variable = external thread_local global ptr
declare ptr @llvm.threadlocal.address.p0(ptr)

define ptr @f() presplitcoroutine gc "julia" {
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
  %mine = call ptr @llvm.threadlocal.address.p0(ptr @variable)
  %content = load ptr, ptr %mine
  call void @keep(ptr %content)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @keep(ptr %mine)
  call void @keep(ptr %content)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
