; Structs and arrays as SSA values live across a suspend, nested, packed and empty too.
; The values come from globals that are zeroed while the coroutine is suspended.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say suspended
; CHECK-NEXT: data 01 00 00 00 {{..}} {{..}} {{..}} {{..}} 02 00 00 00 00 00 00 00
; CHECK-NEXT: data 01 00 02 00 03 00
; CHECK-NEXT: data 01 {{..}} 02 00 03 {{..}} 04 00 05 {{..}} {{..}} {{..}} 00 00 80 3f
; CHECK-NEXT: data 09 08 00 00 00
; CHECK-NEXT: data 00 00 00 00 00 00 00 00
; CHECK-NEXT: data 01 02 03 04
; CHECK-NEXT: data 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 01
; CHECK-NOT:  {{.+}}

@suspended = private constant [10 x i8] c"suspended\00"
@v0 = global { i32, i64 } { i32 1, i64 2 }
@v1 = global [3 x i16] [i16 1, i16 2, i16 3]
@v2 = global { i8, [2 x { i16, i8 }], float } { i8 1, [2 x { i16, i8 }] [{ i16, i8 } { i16 2, i8 3 }, { i16, i8 } { i16 4, i8 5 }], float 1.0 }
@v3 = global <{ i8, i32 }> <{ i8 9, i32 8 }>
@v4 = global { ptr, {} } { ptr null, {} zeroinitializer }
@v5 = global [2 x [2 x i8]] [[2 x i8] [i8 1, i8 2], [2 x i8] [i8 3, i8 4]]
@v6 = global { <2 x i64>, i1 } { <2 x i64> <i64 1, i64 2>, i1 true }

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
  %v0 = load volatile { i32, i64 }, ptr @v0
  %v1 = load volatile [3 x i16], ptr @v1
  %v2 = load volatile { i8, [2 x { i16, i8 }], float }, ptr @v2
  %v3 = load volatile <{ i8, i32 }>, ptr @v3
  %v4 = load volatile { ptr, {} }, ptr @v4
  %v5 = load volatile [2 x [2 x i8]], ptr @v5
  %v6 = load volatile { <2 x i64>, i1 }, ptr @v6
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store volatile { i32, i64 } %v0, ptr @v0
  call void @data(ptr @v0, i64 16)
  store volatile [3 x i16] %v1, ptr @v1
  call void @data(ptr @v1, i64 6)
  store volatile { i8, [2 x { i16, i8 }], float } %v2, ptr @v2
  call void @data(ptr @v2, i64 16)
  store volatile <{ i8, i32 }> %v3, ptr @v3
  call void @data(ptr @v3, i64 5)
  store volatile { ptr, {} } %v4, ptr @v4
  call void @data(ptr @v4, i64 8)
  store volatile [2 x [2 x i8]] %v5, ptr @v5
  call void @data(ptr @v5, i64 4)
  store volatile { <2 x i64>, i1 } %v6, ptr @v6
  call void @data(ptr @v6, i64 17)
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
  store volatile { i32, i64 } zeroinitializer, ptr @v0
  store volatile [3 x i16] zeroinitializer, ptr @v1
  store volatile { i8, [2 x { i16, i8 }], float } zeroinitializer, ptr @v2
  store volatile <{ i8, i32 }> zeroinitializer, ptr @v3
  store volatile { ptr, {} } zeroinitializer, ptr @v4
  store volatile [2 x [2 x i8]] zeroinitializer, ptr @v5
  store volatile { <2 x i64>, i1 } zeroinitializer, ptr @v6
  call void @say(ptr @suspended)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
