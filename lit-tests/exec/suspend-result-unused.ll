; Nobody looks at the result: the code goes on in the same block after a suspend, a
; resume and a destroy, so it ends at coro.end every time.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: say main
; CHECK-NEXT: print 1
; CHECK-NOT:  {{.+}}

@main.text = private constant [5 x i8] c"main\00"

define ptr @f(ptr %buffer) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  call void @print(i32 1)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %buffer = alloca [64 x i8], align 16
  %hdl = call ptr @f(ptr %buffer)
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
