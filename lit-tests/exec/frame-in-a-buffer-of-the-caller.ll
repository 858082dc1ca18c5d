; The caller gives the memory of the frame; nothing is freed.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 3
; CHECK-NEXT: print 4
; CHECK-NOT:  {{.+}}

define ptr @f(ptr %buffer, i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %buffer)
  %n.1 = call i32 @opaque(i32 %n)
  call void @print(i32 %n.1)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %suspend ]

resumed:
  %n.2 = add i32 %n.1, 1
  call void @print(i32 %n.2)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %buffer = alloca [64 x i8], align 16
  %hdl = call ptr @f(ptr %buffer, i32 3)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
