; An argument is passed by value in an address space whose pointers are the collector's.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': the byval argument 'obj' is in address space 1, whose pointers are the collector's
; CHECK-NEXT: {{^}}note: the collector finds no object at an address of the stack{{$}}
; CHECK-NEXT: {{^}}help: use another address space for it, such as 0{{$}}

define ptr @f(ptr addrspace(1) byval(i64) %obj) presplitcoroutine gc "statepoint-example" {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %v = load i64, ptr addrspace(1) %obj
  call void @print64(i64 %v)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
