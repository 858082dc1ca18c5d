; The parameter gc= gives a model to functions that do not say.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': inttoptr of a managed pointer

define void @f(i64 %n) {
  %p = inttoptr i64 %n to ptr addrspace(10)
  ret void
}
