; The copy of a list of further arguments is read after the suspend.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the argument list 'list' is used after the suspend point
; CHECK-NEXT: %x = va_arg ptr %copy, i64
; CHECK-NEXT: {{^}}note: the variadic arguments of a call are gone after a suspension{{$}}
; CHECK-NEXT: {{^}}help: read them before the first suspend point{{$}}

declare void @llvm.va_start(ptr)
declare void @llvm.va_copy(ptr, ptr)
declare void @llvm.va_end(ptr)

define ptr @f(i64 %n, ...) presplitcoroutine {
entry:
  %list = alloca [3 x i64], align 16
  %copy = alloca [3 x i64], align 16
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
  call void @llvm.va_start(ptr %list)
  call void @llvm.va_copy(ptr %copy, ptr %list)
  call void @llvm.va_end(ptr %list)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  %x = va_arg ptr %copy, i64
  call void @print64(i64 %x)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
