; A frame that a collector looks at is the runtime's, which knows all frames: it is
; always allocated. llvm.coro.alloc is true, the frame's destroy function is never the
; one that keeps the memory, and coro-elide leaves a frame alone that it would have
; put on the stack otherwise.
;
; RUN: %spell %s | %split | FileCheck %s
; RUN: %spell %s | %split-then'cgscc(inline,function(coro-elide,simplifycfg)),coro-cleanup' | FileCheck %s --check-prefix=ELIDE
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<gc=none>,cgscc(inline,function(coro-elide,simplifycfg)),coro-cleanup' | FileCheck %s --check-prefix=PLAIN

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: @llvm.coro.alloc(
; CHECK: call ptr @allocate(
; CHECK: store ptr @f.destroy, ptr %destroy.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

; ELIDE-LABEL: define i32 @main(
; ELIDE-NOT: alloca
; ELIDE: call ptr @allocate(
; ELIDE: ret i32 0

; PLAIN-LABEL: define i32 @main(
; PLAIN: alloca [{{[0-9]+}} x i8]
; PLAIN-NOT: call ptr @allocate(
; PLAIN: ret i32 0

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

define i32 @main() gc "statepoint-example" {
entry:
  %hdl = call ptr @f(ptr addrspace(1) null)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
