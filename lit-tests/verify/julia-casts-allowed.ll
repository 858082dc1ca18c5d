; The casts that are allowed, vectors included.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

define void @f(ptr %p, ptr addrspace(10) %t, <4 x ptr addrspace(10)> %v, ptr addrspace(3) %o) gc "julia" {
  %a = addrspacecast ptr %p to ptr addrspace(10)
  %b = addrspacecast ptr %p to ptr addrspace(11)
  %c = addrspacecast ptr %p to ptr addrspace(12)
  %d = addrspacecast ptr addrspace(10) %t to ptr addrspace(11)
  %e = addrspacecast ptr addrspace(10) %t to ptr addrspace(12)
  %g = addrspacecast <4 x ptr addrspace(10)> %v to <4 x ptr addrspace(11)>
  %h = addrspacecast ptr addrspace(3) %o to ptr
  ret void
}
