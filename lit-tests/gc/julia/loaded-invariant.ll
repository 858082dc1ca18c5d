; Space 13: the memory that an object owns. The object is stored; the raw pointer is
; loaded again from it, because that load is invariant, and the pair is made again: it
; finds the memory wherever it is by then.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-NOT: store ptr addrspace(13)
; CHECK-NOT: store ptr %raw
; CHECK: store ptr addrspace(10) %obj, ptr %obj.spill.addr
; CHECK-NOT: store ptr addrspace(13)
; CHECK-NOT: store ptr %raw
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %into = addrspacecast ptr addrspace(10) %[[BASE:obj.reload[0-9]*]] to ptr addrspace(11)
; CHECK: %field = getelementptr inbounds i8, ptr addrspace(11) %into, i64 8
; CHECK: %raw = load ptr, ptr addrspace(11) %field, align 8, !invariant.load
; CHECK: %data = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %[[BASE]], ptr %raw)
; CHECK: %item = getelementptr inbounds i64, ptr addrspace(13) %data, i64 %i.reload
; CHECK: load i64, ptr addrspace(13) %item
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(ptr addrspace(10) %obj, i64 %i) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
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
  %into = addrspacecast ptr addrspace(10) %obj to ptr addrspace(11)
  %field = getelementptr inbounds i8, ptr addrspace(11) %into, i64 8
  %raw = load ptr, ptr addrspace(11) %field, !invariant.load !0
  %data = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %obj, ptr %raw)
  %item = getelementptr inbounds i64, ptr addrspace(13) %data, i64 %i
  call void @jl_poll()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %number = load i64, ptr addrspace(13) %item
  call void @print64(i64 %number)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!0 = !{}
