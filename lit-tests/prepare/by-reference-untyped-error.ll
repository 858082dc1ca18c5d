; Memory whose tracked words nobody names cannot be copied. With byref(<type>) it can.
; RUN: cat %S/../await/runtime.inc %s | not opt -disable-output -passes="gc-coro-prepare<gc=julia>" 2>&1 | FileCheck %s
; RUN: cat %S/../await/runtime.inc %s | sed 's/readonly dereferenceable(16)/byref({ i64, ptr addrspace(10) })/' | opt -S -passes='gc-coro-prepare<gc=julia>' -disable-output
; CHECK: in function 'f': the argument 'p' points to memory of the caller, which is used after an await and cannot be copied
; CHECK: {{^}}help: {{.*}}byref(<type>)
declare void @callee(ptr addrspace(11))
define void @f(ptr addrspace(11) readonly dereferenceable(16) %p) {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  call void @callee(ptr addrspace(11) %p)
  ret void
}
