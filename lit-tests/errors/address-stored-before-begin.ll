; The address of a variable is stored in another before coro.begin, and both are needed after the suspend: the frame has neither at
; the old address.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': 'p' is an address of 'x' that is chosen before llvm.coro.begin and used after it
; CHECK-NEXT: store ptr %x, ptr %p
; CHECK-NEXT: {{^}}help: compute it after llvm.coro.begin{{$}}

define ptr @f() presplitcoroutine {
entry:
  %x = alloca i64
  %p = alloca ptr
  store ptr %x, ptr %p
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
  store i64 77, ptr %x
  %q = load ptr, ptr %p
  %v = load i64, ptr %q
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
