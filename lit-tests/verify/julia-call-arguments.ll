; The arguments of julia.call are tracked but the first.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': argument 1 of 'julia.call' has type ptr addrspace(10); it must be ptr
; CHECK: error: gc-coro-verify: in function 'f': argument 2 of 'julia.call2' has type ptr addrspace(11); it must be ptr addrspace(10)

declare ptr addrspace(10) @julia.call(ptr addrspace(10), ...)
declare ptr addrspace(10) @julia.call2(ptr, ...)

define void @f(ptr addrspace(10) %t, ptr addrspace(11) %d, ptr %p) gc "julia" {
  %a = call ptr addrspace(10) (ptr addrspace(10), ...) @julia.call(ptr addrspace(10) %t)
  %b = call ptr addrspace(10) (ptr, ...) @julia.call2(ptr %p, ptr addrspace(11) %d)
  %c = call ptr addrspace(10) (ptr, ...) @julia.call2(ptr %p, ptr addrspace(10) %t, ptr addrspace(10) null)
  ret void
}
