; Casts between address spaces.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': cast from address space 11 to 10
; CHECK: error: gc-coro-verify: in function 'f': cast from address space 12 to 11
; CHECK: error: gc-coro-verify: in function 'f': cast from address space 10 to 0
; CHECK: error: gc-coro-verify: in function 'f': cast from address space 10 to 13
; CHECK: error: gc-coro-verify: in function 'f': cast from address space 0 to 13
; CHECK: error: gc-coro-verify: in function 'f': cast from address space 13 to 0
; CHECK: error: gc-coro-verify: in function 'f': cast from address space 11 to 0

define void @f(ptr addrspace(11) %d, ptr addrspace(12) %r, ptr addrspace(10) %t, ptr %p, ptr addrspace(13) %l, <2 x ptr addrspace(11)> %v) gc "julia" {
  %a = addrspacecast ptr addrspace(11) %d to ptr addrspace(10)
  %b = addrspacecast ptr addrspace(12) %r to ptr addrspace(11)
  %c = addrspacecast ptr addrspace(10) %t to ptr
  %e = addrspacecast ptr addrspace(10) %t to ptr addrspace(13)
  %g = addrspacecast ptr %p to ptr addrspace(13)
  %h = addrspacecast ptr addrspace(13) %l to ptr
  %i = addrspacecast <2 x ptr addrspace(11)> %v to <2 x ptr>
  ret void
}
