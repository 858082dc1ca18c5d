; Two allocas in blocks that exclude each other, after a suspend.
;
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print64 1
; CHECK-NEXT: print64 2
; CHECK-NOT:  {{.+}}

define ptr @f(i64 %n) presplitcoroutine {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  %c = icmp eq i64 %n, 5
  br i1 %c, label %left, label %right

left:
  %x = alloca i64
  store i64 1, ptr %x
  call void @keep(ptr %x)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %left2
                                  i8 1, label %cleanup ]

left2:
  %v = load i64, ptr %x
  call void @print64(i64 %v)
  br label %cleanup

right:
  %y = alloca [4 x i64]
  store i64 2, ptr %y
  call void @keep(ptr %y)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %right2
                                  i8 1, label %cleanup ]

right2:
  %w = load i64, ptr %y
  call void @print64(i64 %w)
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
  %hdl = call ptr @f(i64 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  %other = call ptr @f(i64 6)
  call void @llvm.coro.resume(ptr %other)
  call void @llvm.coro.resume(ptr %other)
  ret i32 0
}
