; A phi stands before a catchswitch, and its value is live across a suspend in a loop: it is stored at the
; end of a cleanup before the catchswitch.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       dispatch:
; CHECK-NEXT:    [[X:%.*]] = phi i64
; CHECK-NEXT:    cleanuppad within none []
; CHECK:       store i64 {{%.*}}, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

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
  br label %again

again:
  %w = phi i64 [ %n, %begin ], [ %x, %on ]
  %a = call i64 @number()
  invoke void @print64(i64 %w) to label %further unwind label %dispatch

further:
  %b = call i64 @number()
  invoke void @print64(i64 2) to label %cleanup unwind label %dispatch

dispatch:
  %x = phi i64 [ %a, %again ], [ %b, %further ]
  %switch = catchswitch within none [label %handler] unwind to caller

handler:
  %pad = catchpad within %switch [ptr null, i32 64, ptr null]
  catchret from %pad to label %caught

caught:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  call void @print64(i64 %x)
  br label %again

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
