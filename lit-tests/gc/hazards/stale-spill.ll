; LLVM's split stores at the definition. A collection between there and the suspension
; moves the object and leaves the old address in the frame; the statepoint does not even
; list the object, for nothing in the function needs it any more. gc-coro stores what
; the last safepoint has left.
;
; RUN: %spell %s | %stock-opt -S -passes='coro-early,cgscc(coro-split),coro-cleanup,strip-dead-prototypes,function(simplifycfg),rewrite-statepoints-for-gc' | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split-then'coro-cleanup,strip-dead-prototypes,function(simplifycfg),rewrite-statepoints-for-gc' | FileCheck %s --check-prefix=CHECK

; STOCK-LABEL: define ptr @f(
; STOCK: store ptr addrspace(1) %obj{{[0-9]*}}, ptr %obj.spill.addr
; STOCK: gc.statepoint{{.*}} @gc_safepoint,
; STOCK-NOT: "gc-live"
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: .spill.addr
; CHECK: gc.statepoint{{.*}} @gc_safepoint,{{.*}} "gc-live"(ptr addrspace(1) %obj
; CHECK-NEXT: [[MOVED:%.*]] = call {{.*}}@llvm.experimental.gc.relocate
; CHECK: store ptr addrspace(1) [[MOVED]], ptr %obj.spill.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

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
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
