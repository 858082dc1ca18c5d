; Copies, moves and fills between objects of the frame, globals and allocas that stay out of it; inline ones as well.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      data 01 02 03 04
; CHECK-NEXT: data 01 02 01 02
; CHECK-NEXT: data 09 09 09 09
; CHECK-NEXT: data 01 02 01 02
; CHECK-NEXT: data 09 09 02 01
; CHECK-NOT:  {{.+}}

@bytes = constant [4 x i8] c"\01\02\03\04"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memcpy.inline.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare i16 @llvm.bswap.i16(i16)

define ptr @f(i32 %n) presplitcoroutine {
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
  %a = alloca [4 x i8]
  %b = alloca [4 x i8]
  %c = alloca [4 x i8]
  call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr @bytes, i64 4, i1 false)
  call void @llvm.memset.p0.i64(ptr %b, i8 9, i64 4, i1 false)
  call void @keep(ptr %a)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @data(ptr %a, i64 4)
  %a2 = getelementptr i8, ptr %a, i64 2
  call void @llvm.memmove.p0.p0.i64(ptr %a2, ptr %a, i64 2, i1 false)
  call void @data(ptr %a, i64 4)
  call void @llvm.memcpy.inline.p0.p0.i64(ptr %c, ptr %b, i64 4, i1 false)
  call void @data(ptr %c, i64 4)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  call void @data(ptr %a, i64 4)
  %b2 = getelementptr i8, ptr %b, i64 2
  %word = load i16, ptr %a2
  %swapped = call i16 @llvm.bswap.i16(i16 %word)
  store i16 %swapped, ptr %b2
  call void @data(ptr %b, i64 4)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
