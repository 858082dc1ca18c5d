; An undefined or poison pointer would be any word at all in the frame. What the maps name
; is an object or null.
;
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: ptr addrspace(1) {{undef|poison}}
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_use(
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(i1 %which) presplitcoroutine gc "statepoint-example" {
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
  br i1 %which, label %made, label %join

made:
  %obj = call ptr addrspace(1) @gc_alloc()
  br label %join

join:
  %perhaps = phi ptr addrspace(1) [ undef, %begin ], [ %obj, %made ]
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %perhaps)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
