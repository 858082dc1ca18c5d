; A value of a hot loop is needed after a suspend after the loop: it is stored on
; the path to the suspend, not in each iteration.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: {{^}}hot:
; CHECK: call i64 @opaque64(
; CHECK-NOT: store
; CHECK: br i1 %more, label %hot, label
; CHECK: store i64 %acc1
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

define ptr @f(i64 %n) presplitcoroutine {
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
  br label %hot

hot:
  %i = phi i64 [ 0, %begin ], [ %i1, %hot ]
  %acc = phi i64 [ 0, %begin ], [ %acc1, %hot ]
  %o = call i64 @opaque64(i64 %i)
  %acc1 = add i64 %acc, %o
  %i1 = add i64 %i, 1
  %more = icmp ult i64 %i1, %n
  br i1 %more, label %hot, label %after

after:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print64(i64 %acc1)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
