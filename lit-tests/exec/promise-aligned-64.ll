; A promise aligned to 64 bytes: main finds it through coro.promise, and the
; handle through the promise; the value crosses in both directions.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      aligned
; CHECK-NEXT: print 5
; CHECK-NEXT: aligned
; CHECK-NEXT: print 100
; CHECK-NEXT: print 105
; CHECK-NEXT: print 1
; CHECK-NOT:  {{.+}}

@same = private constant [5 x i8] c"same\00"

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %promise = alloca i32, align 64
  %id = call token @llvm.coro.id(i32 64, ptr %promise, ptr null, ptr null)
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
  call void @check_aligned(ptr %promise, i64 64)
  store i32 %n, ptr %promise
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  call void @check_aligned(ptr %promise, i64 64)
  %from.main = load i32, ptr %promise
  call void @print(i32 %from.main)
  %sum = add i32 %from.main, %n
  store i32 %sum, ptr %promise
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

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
  %promise = call ptr @llvm.coro.promise(ptr %hdl, i32 64, i1 false)
  %val0 = load i32, ptr %promise
  call void @print(i32 %val0)
  store i32 100, ptr %promise
  call void @llvm.coro.resume(ptr %hdl)
  %val1 = load i32, ptr %promise
  call void @print(i32 %val1)
  %back = call ptr @llvm.coro.promise(ptr %promise, i32 64, i1 true)
  %equal = icmp eq ptr %back, %hdl
  %one = zext i1 %equal to i32
  call void @print(i32 %one)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
