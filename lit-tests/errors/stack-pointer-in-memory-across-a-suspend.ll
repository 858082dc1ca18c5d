; The same without optimisation, where the stack pointer is in a variable.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': llvm.stackrestore takes the stack pointer 'sp.again', which was saved before the suspend point
; CHECK-NEXT: call void @llvm.stackrestore{{.*}}(ptr %sp.again)
; CHECK-NEXT: {{^}}note: the stack is another one after the suspend point{{$}}
; CHECK-NEXT: {{^}}help: end the scope before the suspend point{{$}}

declare ptr @llvm.stacksave()
declare void @llvm.stackrestore(ptr)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %saved = alloca ptr
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
  %sp = call ptr @llvm.stacksave()
  store ptr %sp, ptr %saved
  %x = alloca i8, i64 %n
  store volatile i8 1, ptr %x
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  %sp.again = load ptr, ptr %saved
  call void @llvm.stackrestore(ptr %sp.again)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
