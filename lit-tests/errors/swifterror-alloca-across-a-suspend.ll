; A swifterror variable on both sides of the suspend.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the swifterror value 'e' is used after the suspend point
; CHECK-NEXT: %e = alloca swifterror ptr
; CHECK-NEXT: {{^}}note: its register belongs to the call that began the activation{{$}}
; CHECK-NEXT: {{^}}help: copy the error to an ordinary variable before the suspend point{{$}}

declare void @may_fail(ptr swifterror)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %e = alloca swifterror ptr
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
  call void @may_fail(ptr swifterror %e)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  call void @may_fail(ptr swifterror %e)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
