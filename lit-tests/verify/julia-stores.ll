; Only tracked pointers are stored.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': a derived pointer (address space 11) is stored
; CHECK: error: gc-coro-verify: in function 'f': a callee-rooted pointer (address space 12) is stored
; CHECK: error: gc-coro-verify: in function 'f': a loaded pointer (address space 13) is stored
; CHECK: error: gc-coro-verify: in function 'f': memory is accessed through a callee-rooted pointer (address space 12)
; CHECK: error: gc-coro-verify: in function 'f': a derived pointer (address space 11) is stored
; CHECK: error: gc-coro-verify: in function 'f': a derived pointer (address space 11) is stored

define void @f(ptr addrspace(11) %d, ptr addrspace(12) %r, ptr addrspace(10) %t, ptr %p, ptr addrspace(13) %l, <2 x ptr addrspace(11)> %v) gc "julia" {
  store ptr addrspace(11) %d, ptr %p
  store ptr addrspace(12) %r, ptr %p
  store ptr addrspace(13) %l, ptr %p
  store i64 0, ptr addrspace(12) %r
  store <2 x ptr addrspace(11)> %v, ptr %p
  %x = cmpxchg ptr %p, ptr addrspace(11) null, ptr addrspace(11) %d seq_cst seq_cst
  store ptr addrspace(10) %t, ptr addrspace(11) %d
  store ptr addrspace(10) %t, ptr addrspace(13) %l
  store ptr addrspace(11) null, ptr %p
  ret void
}
