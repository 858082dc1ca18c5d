; A phi of tracked pointers that a loop carries across its suspend: the value of the
; next turn is stored at the save, in the loop, and the loop's first value too.
;
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call void @gc_safepoint()
; CHECK-NOT: call
; CHECK: store ptr addrspace(1) %{{.*}}, ptr %{{.*}}.spill.addr
; CHECK-NOT: call
; CHECK: store i8 0, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %next = call ptr addrspace(1) @gc_alloc()
; CHECK: call void @gc_safepoint()
; CHECK-NOT: call
; CHECK: store ptr addrspace(1) %{{.*}}, ptr %{{.*}}.spill.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

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
  %first = call ptr addrspace(1) @gc_alloc()
  br label %loop

loop:
  %obj = phi ptr addrspace(1) [ %first, %begin ], [ %next, %resumed ]
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  %next = call ptr addrspace(1) @gc_alloc()
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
