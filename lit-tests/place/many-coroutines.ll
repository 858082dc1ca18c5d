; An SCC with more than one coroutine: each is split, whichever comes first, and the call graph stays right.
; REQUIRES: since-17
; RUN: %spell %s | opt -passes='default<O2>' -gc-coro-split-all -S | FileCheck %s
; RUN: %spell %s | opt -passes='cgscc(inline,gc-coro-split<simplify=O2>,function(instcombine)),coro-cleanup' -S | FileCheck %s

; CHECK-DAG: define internal {{.*}}@ping.resume(
; CHECK-DAG: define internal {{.*}}@pong.resume(

define ptr @ping(i32 %n) presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  %next = sub i32 %n, 1
  %other = call ptr @pong(i32 %next)
  call void @print(i32 %n)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @pong(i32 %n) presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  %next = sub i32 %n, 1
  %other = call ptr @ping(i32 %next)
  call void @print(i32 %n)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
