; All problems of a module are one diagnostic, in the order of the text.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'g': inttoptr of a managed pointer
; CHECK: error: gc-coro-verify: in function 'g': ptrtoint of a managed pointer
; CHECK: error: gc-coro-verify: in function 'h': a derived pointer (address space 11) is returned

define i64 @g(i64 %n) gc "julia" {
  %p = inttoptr i64 %n to ptr addrspace(10)
  %i = ptrtoint ptr addrspace(10) %p to i64
  ret i64 %i
}

define ptr addrspace(11) @h(ptr addrspace(11) %p) gc "julia" {
  ret ptr addrspace(11) %p
}
