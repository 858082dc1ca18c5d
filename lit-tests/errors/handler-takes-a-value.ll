; A catchpad after the suspend takes a value from before it: nothing can stand before the catchpad to fetch it.
;
; The verifier of LLVM 23 refuses it itself.
; UNSUPPORTED: since-23
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': the handler 'pad' begins after the suspend point and takes the value 'kind'
; CHECK-NEXT: %pad = catchpad within %switch [ptr null, i32 %kind, ptr null]
; CHECK-NEXT: {{^}}note: no instruction that reloads the value from the frame can stand before the beginning of a handler{{$}}
; CHECK-NEXT: {{^}}help: give the handler constants and allocas only, and load the value in the handler{{$}}

define ptr @f(i32 %kind) presplitcoroutine personality ptr @__CxxFrameHandler3 {
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
  invoke void @may_throw() to label %cleanup unwind label %dispatch

dispatch:
  %switch = catchswitch within none [label %handler] unwind to caller

handler:
  %pad = catchpad within %switch [ptr null, i32 %kind, ptr null]
  catchret from %pad to label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

declare i32 @__CxxFrameHandler3(...)
declare void @may_throw()
