; No derived pointer comes out of memory.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': a derived pointer (address space 11) is loaded
; CHECK: error: gc-coro-verify: in function 'f': a callee-rooted pointer (address space 12) is loaded
; CHECK: error: gc-coro-verify: in function 'f': memory is accessed through a callee-rooted pointer (address space 12)

define void @f(ptr %p, ptr addrspace(12) %r, ptr addrspace(11) %x) gc "julia" {
  %a = load ptr addrspace(11), ptr %p
  %b = load ptr addrspace(12), ptr %p
  %c = load i64, ptr addrspace(12) %r
  %d = load ptr addrspace(10), ptr addrspace(11) %x
  ret void
}
