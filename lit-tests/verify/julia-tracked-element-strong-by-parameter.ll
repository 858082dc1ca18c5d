; The stricter rules, and a model by parameter.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify<strong;gc=julia>' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': getelementptr of a tracked pointer directly after the frontend

define void @f(ptr addrspace(10) %p) {
  %q = getelementptr i8, ptr addrspace(10) %p, i64 8
  ret void
}
