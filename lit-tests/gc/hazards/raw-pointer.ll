; LLVM's split writes a tracked pointer into the frame and tells nobody: no map, no root,
; no message. The object is lost at the next collection. gc-coro leaves a descriptor
; that names the word, and prefix data that leads to it from the frame.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %split | %descriptors | FileCheck %s --check-prefix=MAPS

; STOCK-NOT: gc_coro
; STOCK: store ptr addrspace(1) %obj, ptr %obj.spill.addr
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; STOCK: load ptr addrspace(1), ptr %obj.reload.addr
; STOCK-NOT: prefix
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; CHECK: @f.gc_coro = constant
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-SAME: prefix {{.*}} @f.gc_coro
; MAPS: f: version=1 {{.*}} pointers_offset=16 pointer_count=1
; MAPS: f: state 0: 16{{$}}

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
