; A switch with the 0-case only: destroying goes where suspending goes.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say coroutine
; CHECK-NEXT: print 1
; CHECK-NEXT: print 10
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 10
; CHECK-NOT:  {{.+}}

define ptr @f(ptr %buffer) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %buffer)
  call void @print(i32 1)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed ]

resumed:
  call void @print(i32 2)
  %t = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %t, label %suspend [ i8 0, label %resumed ]

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %buffer = alloca [64 x i8], align 16
  call void @say(ptr @coroutine)
  %first = call ptr @f(ptr %buffer)
  call void @llvm.coro.destroy(ptr %first)
  call void @print(i32 10)
  call void @say(ptr @coroutine)
  %hdl = call ptr @f(ptr %buffer)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  call void @print(i32 10)
  ret i32 0
}

@coroutine = private constant [10 x i8] c"coroutine\00"
