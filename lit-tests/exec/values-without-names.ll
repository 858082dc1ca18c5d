; All values and blocks are numbered, none has a name.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 6
; CHECK-NOT:  {{.+}}

define ptr @f(ptr %0, i32 %1) presplitcoroutine {
  %3 = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %4 = call noalias ptr @llvm.coro.begin(token %3, ptr %0)
  %5 = call i32 @opaque(i32 %1)
  call void @print(i32 %5)
  %6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %6, label %end [ i8 0, label %7
                             i8 1, label %end ]

7:
  %8 = add i32 %5, 1
  call void @print(i32 %8)
  br label %end

end:
  call void @llvm.coro.end(ptr %4, i1 false, token none)
  ret ptr %4
}

define i32 @main() {
entry:
  %buffer = alloca [64 x i8], align 16
  %hdl = call ptr @f(ptr %buffer, i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
