; Frames are in the first tracked space of the collector's model: a handle of another tracked space is an error, not broken IR.
; RUN: not opt -disable-output -passes='gc-coro-split<gc=tracked:1+2>' %s 2>&1 | FileCheck %s
; CHECK: error: gc-coro-split: in function 'f': the result of 'gc.coro.await' has type { ptr addrspace(2), i1 }; it must be a struct { tracked pointer, i1, arguments... }
; CHECK-NOT: LLVM ERROR
declare { ptr addrspace(2), i1 } @gc.coro.await(ptr, ptr addrspace(2), i32) nomerge
declare ptr addrspace(1) @new_frame(ptr)
declare void @use(i64)
define ptr addrspace(2) @f(i64 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call { ptr addrspace(2), i1 } @gc.coro.await(ptr @f, ptr addrspace(2) null, i32 0)
  %h = extractvalue { ptr addrspace(2), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(2), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(2) %h
cont:
  call void @use(i64 %x)
  ret ptr addrspace(2) null
}
