; The switch on the result of a suspend names one result only: suspended and destroyed share the default destination, where a
; phi takes a value from the suspend's block.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call void @print(i32
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @print64(
; CHECK: call void @print(i32
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-NOT: call void @print64(
; CHECK: call void @print(i32

define ptr @f(i32 %n) presplitcoroutine {
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
  br label %loop

loop:
  %i = phi i32 [ %n, %begin ], [ %next, %resumed ]
  %h = add i32 %i, 100
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %resumed ]

resumed:
  call void @print64(i64 0)
  %next = add i32 %i, 1
  br label %loop

out:
  %what = phi i32 [ %h, %loop ]
  call void @print(i32 %what)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
