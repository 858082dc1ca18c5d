; Memory of the frame, derived pointers and the identity of the thread.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' -o %t.ll
; RUN: opt -passes='gc-coro-verify' -disable-output %t.ll 2>&1 | FileCheck %s --allow-empty
; RUN: opt -passes='coro-cleanup,default<O2>,gc-coro-verify' -disable-output %t.ll 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare ptr @llvm.threadlocal.address.p0(ptr)
@local = thread_local global i32 0

define ptr @f(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
entry:
  %slot = alloca ptr addrspace(1)
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store ptr addrspace(1) %o, ptr %slot
  %field = getelementptr i8, ptr addrspace(1) %o, i64 16
  %tls = call ptr @llvm.threadlocal.address.p0(ptr @local)
  %old = load i32, ptr %tls
  call void @safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  %x = load ptr addrspace(1), ptr %slot
  call void @use(ptr addrspace(1) %x)
  %byte = load i8, ptr addrspace(1) %field
  store i32 %old, ptr %tls
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
