; gc_loaded makes a loaded pointer of an object and an address.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': argument 1 of 'julia.gc_loaded' has type ptr addrspace(11); it must be ptr addrspace(10)

declare ptr addrspace(13) @julia.gc_loaded(ptr addrspace(11), ptr)

define void @f(ptr %p, ptr addrspace(11) %d) gc "julia" {
  %a = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(11) %d, ptr %p)
  ret void
}
