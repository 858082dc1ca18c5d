; A function that a custom model calls the running thread's identity is asked again in
; each clone; its result is not stored, nor what is reached from it.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<gc=tracked:1/identity:my_thread>' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: store ptr %thread
; CHECK-NOT: store ptr %field
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %thread = call ptr @my_thread()
; CHECK: %field = getelementptr i8, ptr %thread, i64 16
; CHECK: call void @keep(ptr %field)

declare ptr @my_thread()

define ptr @f() presplitcoroutine {
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
  %thread = call ptr @my_thread()
  %field = getelementptr i8, ptr %thread, i64 16
  call void @keep(ptr %field)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @keep(ptr %field)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
