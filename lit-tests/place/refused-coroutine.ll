; What the split refuses among the passes on SCCs is reported as everywhere, and does not reach LLVM's own split.
; REQUIRES: since-17
; RUN: %spell %s | not opt -passes='default<O2>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='cgscc(gc-coro-split)' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-split: in function 'f': the alloca 'buffer' has no constant size and is used after the suspend point{{$}}
; CHECK: {{^}}help: allocate it on the heap, or end its lifetime before the suspend point{{$}}
; CHECK-NOT: {{.}}

declare void @use(ptr)

define ptr @f(i32 %n) presplitcoroutine "gc-coro" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %buffer = alloca i8, i32 %n
  call void @use(ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  call void @use(ptr %buffer)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
