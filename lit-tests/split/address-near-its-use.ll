; The address of a variable in the frame is made where it is used, not for all states where an activation begins.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: getelementptr inbounds i8, ptr %frame, i64 16
; CHECK: br i1
; CHECK: {{^}}use:
; CHECK: [[A:%.*]] = getelementptr inbounds i8, ptr %frame, i64 16
; CHECK-NEXT: call void @fill(ptr [[A]])
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

declare void @fill(ptr)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %buffer = alloca [16 x i8], align 8
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
  call void @fill(ptr %buffer)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %start
                                  i8 1, label %cleanup ]

start:
  %o = call i64 @opaque64(i64 1)
  %is = icmp eq i64 %o, %n
  br i1 %is, label %use, label %cleanup

use:
  call void @fill(ptr %buffer)
  call void @print64(i64 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
