; The object that a catchpad fills is on the stack of the activation that catches: the runtime finds it
; by its distance from the stack frame.
;
; RUN: %spell %s | %split | FileCheck --implicit-check-not=caught.reload %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:         [[OBJECT:%caught.*]] = alloca ptr
; CHECK:         catchpad within %{{.*}} [ptr null, i32 8, ptr [[OBJECT]]]
; CHECK:         call void @use(ptr [[OBJECT]])

define void @f() presplitcoroutine personality ptr @__CxxFrameHandler3 {
entry:
  %caught = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store ptr null, ptr %caught
  br label %loop

loop:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  invoke void @may_throw() to label %loop unwind label %dispatch

dispatch:
  %switch = catchswitch within none [label %handler] unwind to caller

handler:
  %pad = catchpad within %switch [ptr null, i32 8, ptr %caught]
  call void @use(ptr %caught) [ "funclet"(token %pad) ]
  catchret from %pad to label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

declare i32 @__CxxFrameHandler3(...)
declare void @may_throw()
declare void @use(ptr)
