; coro.size and coro.align in each integer type say the same. (LLVM's own split
; takes the type of the last one for all of them.)
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call void @sizes(i16 [[SIZE:[0-9]+]], i32 [[SIZE]], i64 [[SIZE]], i32 [[ALIGN:[0-9]+]], i64 [[ALIGN]])
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-SAME: ptr noundef nonnull align [[ALIGN]] dereferenceable([[SIZE]])

declare void @sizes(i16, i32, i64, i32, i64)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %s16 = call i16 @llvm.coro.size.i16()
  %s32 = call i32 @llvm.coro.size.i32()
  %s64 = call i64 @llvm.coro.size.i64()
  %a32 = call i32 @llvm.coro.align.i32()
  %a64 = call i64 @llvm.coro.align.i64()
  call void @sizes(i16 %s16, i32 %s32, i64 %s64, i32 %a32, i64 %a64)
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
  call void @print64(i64 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
