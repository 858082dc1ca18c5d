; coro-early, which the pass runs first, makes invalid IR of llvm.coro.noop where global variables have another address space.
;
; RUN: sed -f %spelling %s | not opt -passes='gc-coro-split<coro-early>' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'other': LLVM's coro-early cannot lower llvm.coro.noop where global variables are in address space 1
; CHECK-NEXT: %noop = call ptr @llvm.coro.noop()
; CHECK-NEXT: {{^}}help: use a coroutine of your own that does nothing{{$}}

target datalayout = "e-m:e-G1"

declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i1 @llvm.coro.alloc(token)
declare i64 @llvm.coro.size.i64()
declare i64 @llvm.coro.align.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare ptr @llvm.coro.noop()
declare ptr @allocate(i64, i64)
declare void @deallocate(ptr)

define ptr @other() {
  %noop = call ptr @llvm.coro.noop()
  ret ptr %noop
}

define ptr @f() presplitcoroutine {
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
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
