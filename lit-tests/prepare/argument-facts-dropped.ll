; What an argument's attributes say of the function is not said of its continuations; what the ABI needs stays.
; RUN: %prepare | FileCheck %s
; CHECK: define void @f(ptr sret(i64) align 8 %out, ptr addrspace(10) nonnull %o, ptr addrspace(11) align 8 %d, ptr nonnull %p)
; CHECK: define void @g(
; CHECK-NEXT: call void @f(ptr sret(i64) %out, ptr addrspace(10) %o, ptr addrspace(11) %d, ptr %p)
define void @f(ptr noalias nocapture sret(i64) align 8 %out, ptr addrspace(10) noalias nocapture nonnull readonly %o, ptr addrspace(11) nocapture align 8 dereferenceable(8) %d, ptr nonnull writeonly %p) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  ret void
}
define void @g(ptr addrspace(10) %o, ptr addrspace(11) %d, ptr %out, ptr %p) {
  call void @f(ptr noalias sret(i64) %out, ptr addrspace(10) noalias nocapture readonly %o, ptr addrspace(11) nocapture %d, ptr nocapture %p)
  ret void
}
