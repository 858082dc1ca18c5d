; Memory of a scalable type has no size that a copy could have; of a type whose bytes cannot be counted neither.
; RUN: cat %S/../await/runtime.inc %s | not opt -disable-output -passes="gc-coro-prepare<gc=julia>" 2>&1 | FileCheck %s
; RUN: cat %S/../await/runtime.inc %s | sed 's/<vscale x 4 x i32>/[2305843009213693952 x i64]/' | not opt -disable-output -passes="gc-coro-prepare<gc=julia>" 2>&1 | FileCheck %s
; RUN: cat %S/../await/runtime.inc %s | sed 's/<vscale x 4 x i32>/<4 x i32>/' | opt -disable-output -passes="gc-coro-prepare<gc=julia>"
; CHECK: error: gc-coro-prepare: in function 'f': the argument 'p' points to memory of the caller, which is used after an await and cannot be copied
; CHECK-NEXT: note: the size of its type is not known when the function is compiled
; CHECK-NEXT: help: pass a pointer to an object that exists until the function returns
declare void @callee(ptr)
define void @f(ptr byref(<vscale x 4 x i32>) %p) {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  call void @callee(ptr %p)
  ret void
}
