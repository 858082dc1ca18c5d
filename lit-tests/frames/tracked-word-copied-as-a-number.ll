; LLVM makes a load and a store of a number of a copy of eight bytes: the variable that it goes to has a tracked pointer in it.
;
; RUN: %spell %s | opt -passes='print<gc-coro-frames>' -disable-output | FileCheck %s

; CHECK: alloca {{ *}}bytes
; CHECK: tracked pointers at
; CHECK-NEXT: state 0: 16

declare void @use(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
entry:
  %bytes = alloca [8 x i8], align 8
  %typed = alloca ptr addrspace(1)
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
  store ptr addrspace(1) %o, ptr %typed
  %there = load i64, ptr %typed
  store i64 %there, ptr %bytes
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %back = load i64, ptr %bytes
  store i64 %back, ptr %typed
  %p = load ptr addrspace(1), ptr %typed
  call void @use(ptr addrspace(1) %p)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
