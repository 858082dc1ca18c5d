; The size of a coroutine that no other module sees is asked for: it is answered by the split, before the descriptor, which nobody
; uses, is dropped.
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split,globaldce,await-size,coro-cleanup,verify' -S | FileCheck %s
; RUN: %spell %s | opt -passes='default<O0>' -S | FileCheck %s
; RUN: %spell %s | opt -passes='default<O2>' -S | FileCheck %s
; CHECK-LABEL: define {{.*}}@size(
; CHECK: ret i64 24

declare i64 @gc.coro.size.bytes(ptr)

define i64 @size() {
  %size = call i64 @gc.coro.size.bytes(ptr @f)
  ret i64 %size
}

define internal ptr @f(i64 %n) presplitcoroutine noinline "gc-coro" {
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
  call void @print64(i64 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @make() {
  %hdl = call ptr @f(i64 1)
  ret ptr %hdl
}
