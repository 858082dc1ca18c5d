; An await without state (flag 2) that captures something.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the await is marked as one without state (flag 2), but 'a' is used after it in the continuation
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 2)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %a)
  ret ptr addrspace(10) null
}
