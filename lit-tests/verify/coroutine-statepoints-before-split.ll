; rewrite-statepoints-for-gc before the split: one complaint, about the order.
;
; RUN: %spell %s | sed '/llvm.lifetime/d' | %stock-opt -S -passes='rewrite-statepoints-for-gc' | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: gc-coro-verify: in function 'f': llvm.experimental.gc.statepoint
; CHECK: {{^}}help: run gc-coro-split before rewrite-statepoints-for-gc
; CHECK-NOT: gc-coro-verify:

declare void @safepoint()
declare void @use(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  call void @safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  call void @use(ptr addrspace(1) %o)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
