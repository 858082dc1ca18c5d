; RewriteStatepointsForGC takes what the split leaves: in the ramp the object is live at
; the safepoint and its new address is what is stored; in the resume function what came
; out of the frame is live at the next safepoint, and relocated after it.
;
; RUN: %spell %s | %split-then'coro-cleanup,strip-dead-prototypes,function(simplifycfg),rewrite-statepoints-for-gc' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: gc.statepoint{{.*}} @gc_safepoint,{{.*}}"gc-live"(ptr addrspace(1) %obj{{[0-9]*}})
; CHECK-NEXT: %[[MOVED:.*]] = call {{.*}}ptr addrspace(1) @llvm.experimental.gc.relocate
; CHECK: store ptr addrspace(1) %[[MOVED]], ptr %obj.spill.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[OLD:.*]] = load ptr addrspace(1), ptr %obj.reload.addr
; CHECK: gc.statepoint{{.*}} @gc_use, {{.*}}"gc-live"(ptr addrspace(1) %[[OLD]])
; CHECK: gc.statepoint{{.*}} @gc_safepoint,
; CHECK: gc.statepoint{{.*}} @gc_use, i32 1, i32 0, ptr addrspace(1) %
; CHECK-NOT: gc.statepoint{{.*}} @gc_use, i32 1, i32 0, ptr addrspace(1) %[[OLD]],
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
  %obj = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
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
