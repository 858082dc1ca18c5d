; Suspends without a coro.begin.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': {{.*}}llvm.coro.begin
; CHECK-NEXT: %s = call i8 @llvm.coro.suspend(

define void @f() presplitcoroutine {
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  ret void
}
