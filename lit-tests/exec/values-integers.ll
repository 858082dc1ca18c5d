; Integers of usual and odd widths live across a suspend.
; The values come from globals that are zeroed while the coroutine is suspended.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say suspended
; CHECK-NEXT: data 01
; CHECK-NEXT: data fe
; CHECK-NEXT: data 70 11 01
; CHECK-NEXT: data 44 33 22 11
; CHECK-NEXT: data fd ff ff ff ff ff ff ff
; CHECK-NEXT: data 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00
; CHECK-NEXT: data 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
; CHECK-NOT:  {{.+}}

@suspended = private constant [10 x i8] c"suspended\00"
@v0 = global i1 true
@v1 = global i8 -2
@v2 = global i17 70000
@v3 = global i32 287454020
@v4 = global i64 -3
@v5 = global i128 18446744073709551617
@v6 = global i256 1

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
  %v0 = load volatile i1, ptr @v0
  %v1 = load volatile i8, ptr @v1
  %v2 = load volatile i17, ptr @v2
  %v3 = load volatile i32, ptr @v3
  %v4 = load volatile i64, ptr @v4
  %v5 = load volatile i128, ptr @v5
  %v6 = load volatile i256, ptr @v6
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store volatile i1 %v0, ptr @v0
  call void @data(ptr @v0, i64 1)
  store volatile i8 %v1, ptr @v1
  call void @data(ptr @v1, i64 1)
  store volatile i17 %v2, ptr @v2
  call void @data(ptr @v2, i64 3)
  store volatile i32 %v3, ptr @v3
  call void @data(ptr @v3, i64 4)
  store volatile i64 %v4, ptr @v4
  call void @data(ptr @v4, i64 8)
  store volatile i128 %v5, ptr @v5
  call void @data(ptr @v5, i64 16)
  store volatile i256 %v6, ptr @v6
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
  store volatile i1 zeroinitializer, ptr @v0
  store volatile i8 zeroinitializer, ptr @v1
  store volatile i17 zeroinitializer, ptr @v2
  store volatile i32 zeroinitializer, ptr @v3
  store volatile i64 zeroinitializer, ptr @v4
  store volatile i128 zeroinitializer, ptr @v5
  store volatile i256 zeroinitializer, ptr @v6
  call void @say(ptr @suspended)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
