; In a funclet (Windows' exception handling) llvm.coro.end ends a clone by
; cleanupret to the caller, and the coroutine is done; the ramp goes on after it.
;
; RUN: %spell %s | opt -S -passes=gc-coro-split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: cleanuppad within none []
; CHECK-NOT: unwind to caller
; CHECK: cleanupret from %{{.*}} unwind label %rest
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[PAD:.*]] = cleanuppad within none []
; CHECK-NOT: llvm.coro.end
; CHECK: store ptr null, ptr %frame
; CHECK: cleanupret from %[[PAD]] unwind to caller
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

declare i32 @__CxxFrameHandler3(...)
declare void @may_throw()

define ptr @f() presplitcoroutine personality ptr @__CxxFrameHandler3 {
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
  invoke void @may_throw()
          to label %go unwind label %pad

go:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  invoke void @may_throw()
          to label %cleanup unwind label %pad

pad:
  %p = cleanuppad within none []
  call void @llvm.coro.end(ptr %hdl, i1 true, token none) [ "funclet"(token %p) ]
  cleanupret from %p unwind label %rest

rest:
  %q = cleanuppad within none []
  %freed = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %freed) [ "funclet"(token %q) ]
  cleanupret from %q unwind to caller

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
