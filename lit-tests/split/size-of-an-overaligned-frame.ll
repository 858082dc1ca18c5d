; A frame aligned to 64: coro.size is what the clones may access. (LLVM's own split
; says less than that.)
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call ptr @allocate(i64 [[SIZE:[0-9]+]], i64 64)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-SAME: ptr noundef nonnull align 64 dereferenceable([[SIZE]])

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %x = alloca i64, align 64
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
  store i64 %n, ptr %x
  call void @keep(ptr %x)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %v = load i64, ptr %x
  call void @print64(i64 %v)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
