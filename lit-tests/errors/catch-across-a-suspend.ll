; A suspend in the funclet of a handler, whose token no frame can hold.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the token 'pad' is used after the suspend point
; CHECK-NEXT: %pad = catchpad within %switch [ptr null, i32 64, ptr null]
; CHECK-NEXT: {{^}}note: a token cannot be stored in a frame{{$}}

declare i32 @__CxxFrameHandler3(...)

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
  invoke void @print(i32 1) to label %cleanup unwind label %dispatch

dispatch:
  %switch = catchswitch within none [label %handler] unwind to caller

handler:
  %pad = catchpad within %switch [ptr null, i32 64, ptr null]
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false) [ "funclet"(token %pad) ]
  switch i8 %s1, label %suspend [ i8 0, label %handled
                                  i8 1, label %cleanup ]

handled:
  catchret from %pad to label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
