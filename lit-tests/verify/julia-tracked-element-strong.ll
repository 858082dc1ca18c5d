; Directly after the frontend nobody derives pointers in address space 10.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify<strong>' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': getelementptr of a tracked pointer directly after the frontend

define void @f(ptr addrspace(10) %p) gc "julia" {
  %q = getelementptr i8, ptr addrspace(10) %p, i64 8
  ret void
}
