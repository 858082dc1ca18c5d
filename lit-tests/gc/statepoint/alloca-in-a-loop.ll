; A variable of the loop's body is dead at the suspend between two turns: its word is
; nulled at the save of each turn, by the ramp and by the resume function.
;
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call void @gc_nocapture(
; CHECK: store ptr addrspace(1) null, ptr
; CHECK: store i8 0, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_nocapture(
; CHECK: store ptr addrspace(1) null, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %slot = alloca ptr addrspace(1)
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
  br label %loop

loop:
  call void @llvm.lifetime.start.p0(i64 8, ptr %slot)
  call void @gc_nocapture(ptr %slot)
  %kept = call ptr @opaque_ptr(ptr %slot)
  call void @llvm.lifetime.end.p0(i64 8, ptr %slot)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop.next
                                 i8 1, label %cleanup ]

loop.next:
  call void @llvm.lifetime.start.p0(i64 8, ptr %slot)
  call void @gc_nocapture(ptr %slot)
  %inner = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %inner, label %suspend [ i8 0, label %inner.resumed
                                     i8 1, label %cleanup ]

inner.resumed:
  call void @gc_nocapture(ptr %slot)
  call void @llvm.lifetime.end.p0(i64 8, ptr %slot)
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
