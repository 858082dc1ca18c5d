; A value of the frame goes to a phi by the edge of a catchswitch, before which nothing can be
; loaded: a cleanup goes before it.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       dispatch:
; CHECK-NEXT:    cleanuppad within none []
; CHECK:         [[N:%.*]] = load i64
; CHECK:         cleanupret from {{.*}} unwind label %[[SWITCH:.*]]
; CHECK:       [[SWITCH]]:
; CHECK-NEXT:    catchswitch within none
; CHECK:         phi i64 [ [[N]], %[[SWITCH]] ]

declare i32 @__CxxFrameHandler3(...)
declare i64 @number()

define ptr @f(i64 %n) presplitcoroutine personality ptr @__CxxFrameHandler3 {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  invoke void @print64(i64 1) to label %cleanup unwind label %dispatch

dispatch:
  %switch = catchswitch within none [label %handler] unwind label %leave

handler:
  %pad = catchpad within %switch [ptr null, i32 64, ptr null]
  catchret from %pad to label %cleanup

leave:
  %y = phi i64 [ %n, %dispatch ]
  %pad.leave = cleanuppad within none []
  call void @print64(i64 %y) [ "funclet"(token %pad.leave) ]
  cleanupret from %pad.leave unwind to caller

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
