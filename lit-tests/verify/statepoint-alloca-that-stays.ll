; An alloca that no suspension lies between stays on the stack for certain.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the alloca 'slot' holds a managed pointer at the call of 'safepoint'

declare void @safepoint()
declare void @use(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
entry:
  %slot = alloca ptr addrspace(1)
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store ptr addrspace(1) %o, ptr %slot
  call void @safepoint()
  %x = load ptr addrspace(1), ptr %slot
  call void @use(ptr addrspace(1) %x)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
