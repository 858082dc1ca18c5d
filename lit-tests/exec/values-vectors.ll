; Vectors live across a suspend, also of bits and of three elements.
; The values come from globals that are zeroed while the coroutine is suspended.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say suspended
; CHECK-NEXT: data 00 00 80 3f 00 00 00 40 00 00 40 40 00 00 80 40
; CHECK-NEXT: data 8d
; CHECK-NEXT: data 01 00 00 00 02 00 00 00 03 00 00 00
; CHECK-NEXT: data 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
; CHECK-NEXT: data 01 00 02 00 03 00 04 00 05 00
; CHECK-NEXT: data 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10
; CHECK-NEXT: data 01 00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 02 00 00 00 02 00 00 00 02 00 00 00 02 00 00 00
; CHECK-NOT:  {{.+}}

@suspended = private constant [10 x i8] c"suspended\00"
@v0 = global <4 x float> <float 1.0, float 2.0, float 3.0, float 4.0>
@v1 = global <8 x i1> <i1 1, i1 0, i1 1, i1 1, i1 0, i1 0, i1 0, i1 1>
@v2 = global <3 x i32> <i32 1, i32 2, i32 3>
@v3 = global <2 x ptr> zeroinitializer
@v4 = global <5 x i16> <i16 1, i16 2, i16 3, i16 4, i16 5>
@v5 = global <16 x i8> <i8 1, i8 2, i8 3, i8 4, i8 5, i8 6, i8 7, i8 8, i8 9, i8 10, i8 11, i8 12, i8 13, i8 14, i8 15, i8 16>
@v6 = global <8 x i32> <i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2>

define ptr @f() presplitcoroutine {
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
  %v0 = load volatile <4 x float>, ptr @v0
  %v1 = load volatile <8 x i1>, ptr @v1
  %v2 = load volatile <3 x i32>, ptr @v2
  %v3 = load volatile <2 x ptr>, ptr @v3
  %v4 = load volatile <5 x i16>, ptr @v4
  %v5 = load volatile <16 x i8>, ptr @v5
  %v6 = load volatile <8 x i32>, ptr @v6
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store volatile <4 x float> %v0, ptr @v0
  call void @data(ptr @v0, i64 16)
  store volatile <8 x i1> %v1, ptr @v1
  call void @data(ptr @v1, i64 1)
  store volatile <3 x i32> %v2, ptr @v2
  call void @data(ptr @v2, i64 12)
  store volatile <2 x ptr> %v3, ptr @v3
  call void @data(ptr @v3, i64 16)
  store volatile <5 x i16> %v4, ptr @v4
  call void @data(ptr @v4, i64 10)
  store volatile <16 x i8> %v5, ptr @v5
  call void @data(ptr @v5, i64 16)
  store volatile <8 x i32> %v6, ptr @v6
  call void @data(ptr @v6, i64 32)
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
  %hdl = call ptr @f()
  store volatile <4 x float> zeroinitializer, ptr @v0
  store volatile <8 x i1> zeroinitializer, ptr @v1
  store volatile <3 x i32> zeroinitializer, ptr @v2
  store volatile <2 x ptr> zeroinitializer, ptr @v3
  store volatile <5 x i16> zeroinitializer, ptr @v4
  store volatile <16 x i8> zeroinitializer, ptr @v5
  store volatile <8 x i32> zeroinitializer, ptr @v6
  call void @say(ptr @suspended)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
