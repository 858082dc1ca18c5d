; Two coroutines' beginnings in one function: coro-early, which the pass runs first, would mix them up.
;
; RUN: %spell %s | not opt -passes='gc-coro-split<coro-early>' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': this is a second llvm.coro.id
; CHECK-NEXT: %other = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
; CHECK-NEXT: {{^}}note: the first is '%id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)'{{$}}
; CHECK-NEXT: {{^}}help: emit exactly one llvm.coro.id in a coroutine{{$}}

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
  %other = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
