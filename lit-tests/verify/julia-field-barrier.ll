; The barrier of fields names a parent, and pairs of slot and child.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'julia.field_write_barrier.p11' has 2 arguments; it must have a parent and pairs of slot and child
; CHECK: error: gc-coro-verify: in function 'f': slot 2 of 'julia.field_write_barrier.p11' is null
; CHECK: error: gc-coro-verify: in function 'f': argument 5 of 'julia.field_write_barrier.p11' has type ptr addrspace(11); it must be ptr addrspace(10)

declare void @julia.field_write_barrier.p11(ptr addrspace(10), ...)

define void @f(ptr addrspace(10) %t, ptr addrspace(11) %d) gc "julia" {
  call void (ptr addrspace(10), ...) @julia.field_write_barrier.p11(ptr addrspace(10) %t, ptr addrspace(11) %d)
  call void (ptr addrspace(10), ...) @julia.field_write_barrier.p11(ptr addrspace(10) %t, ptr addrspace(11) null, ptr addrspace(10) %t)
  call void (ptr addrspace(10), ...) @julia.field_write_barrier.p11(ptr addrspace(10) %t, ptr addrspace(11) %d, ptr addrspace(10) %t, ptr addrspace(11) %d, ptr addrspace(11) %d)
  call void (ptr addrspace(10), ...) @julia.field_write_barrier.p11(ptr addrspace(10) %t, ptr addrspace(11) %d, ptr addrspace(10) %t, ptr addrspace(11) %d, ptr addrspace(10) %t)
  ret void
}
