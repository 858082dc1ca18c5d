; The size and alignment in the table are those that the split gives the frame.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames>,gc-coro-split' -S -o %t.ll > %t.table
; RUN: cat %t.table %t.ll | FileCheck %s

; CHECK: frame of 'gen': [[SIZE:[0-9]+]] bytes, align [[ALIGN:[0-9]+]],
; CHECK: define internal[[CC]]void @gen.resume(ptr noundef nonnull align [[ALIGN]] dereferenceable([[SIZE]])

define ptr @gen(i32 %n, ptr %p) presplitcoroutine {
entry:
  %current = alloca i64
  %buffer = alloca [40 x i8], align 16
  %id = call token @llvm.coro.id(i32 0, ptr %current, ptr null, ptr null)
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
  call void @keep(ptr %buffer)
  %first = call i64 @opaque64(i64 1)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]
r1:
  call void @print64(i64 %first)
  %second = call i64 @opaque64(i64 2)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]
r2:
  call void @print64(i64 %second)
  call void @print(i32 %n)
  call void @data(ptr %buffer, i64 40)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
