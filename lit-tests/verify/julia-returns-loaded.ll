; A caller has no base for a loaded pointer.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': a loaded pointer (address space 13) is returned

define ptr addrspace(13) @f(ptr addrspace(13) %l) gc "julia" {
  ret ptr addrspace(13) %l
}
