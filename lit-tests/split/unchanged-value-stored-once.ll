; What a loop around a suspension does not change is stored before it, not in
; each turn, and loaded where it is used.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: {{^}}loop:
; CHECK: [[RELOAD:%.*]] = load i64, ptr
; CHECK-NEXT: call void @print64(i64 [[RELOAD]])
; CHECK-NEXT: ret void
; CHECK: {{^}}s0.resumed:
; CHECK: %v = call i64 @opaque64(i64 1)
; CHECK: store i64 %v, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %start
                                  i8 1, label %cleanup ]

start:
  %v = call i64 @opaque64(i64 1)
  br label %loop

loop:
  call void @print64(i64 %v)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
