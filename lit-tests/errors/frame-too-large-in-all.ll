; Variables of which each could be in a frame, but not all of them.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the frame would be larger than offsets can count
; CHECK-NEXT: %x2 = alloca [576460752303423496 x i8]
; CHECK-NEXT: {{^}}note: most of it is 'x2', which is used after the suspend point{{$}}
; CHECK-NEXT: {{^}}help: allocate 'x2' on the heap{{$}}

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %x0 = alloca [576460752303423488 x i8]
  %x1 = alloca [576460752303423488 x i8]
  %x2 = alloca [576460752303423496 x i8]
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
  call void @keep(ptr %x0)
  call void @keep(ptr %x1)
  call void @keep(ptr %x2)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  call void @keep(ptr %x0)
  call void @keep(ptr %x1)
  call void @keep(ptr %x2)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
