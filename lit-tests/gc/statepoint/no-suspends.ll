; A coroutine that never suspends is an ordinary function: it has no frame, and so no
; descriptor. Its values stay where statepoints find them.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-NOT: gc_coro
; CHECK-LABEL: define ptr @f(
; CHECK: %obj = call ptr addrspace(1) @gc_alloc()
; CHECK-NOT: store ptr addrspace(1)
; CHECK: call void @gc_use(ptr addrspace(1) %obj)
; CHECK-NOT: @f.resume

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %obj = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
