; Temporaries of a loop that are written as a whole before they are read: by a store
; for each field (with padding between them), and by memcpy. Nothing of them is live across
; the suspend in the loop. The third is read before it is complete: it has to stay.
;
; RUN: %spell %s | opt -passes='print<gc-coro-frames>' -disable-output | FileCheck %s

; CHECK: frame of 'f'
; CHECK-NOT: by.fields
; CHECK-NOT: by.copy
; CHECK: alloca {{ *}}incomplete {{ *}}all
; CHECK-NOT: by.fields
; CHECK-NOT: by.copy

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

%pair = type { i8, i64 }
@from = global [24 x i8] zeroinitializer

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %by.fields = alloca %pair
  %by.copy = alloca [24 x i8]
  %incomplete = alloca %pair
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
  store %pair zeroinitializer, ptr %incomplete
  br label %loop

loop:
  store i8 1, ptr %by.fields
  %second = getelementptr %pair, ptr %by.fields, i32 0, i32 1
  store i64 %n, ptr %second
  %whole = load %pair, ptr %by.fields
  %small = extractvalue %pair %whole, 0
  %small.32 = zext i8 %small to i32
  call void @print(i32 %small.32)
  call void @llvm.memcpy.p0.p0.i64(ptr %by.copy, ptr @from, i64 24, i1 false)
  %byte = load i8, ptr %by.copy
  %byte.32 = zext i8 %byte to i32
  call void @print(i32 %byte.32)
  store i8 2, ptr %incomplete
  %old = getelementptr %pair, ptr %incomplete, i32 0, i32 1
  %kept = load i64, ptr %old
  %kept.32 = trunc i64 %kept to i32
  call void @print(i32 %kept.32)
  store i64 %n, ptr %old
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
