; An await makes a frame or fills one: not the one here and the other there.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the state 'state' is null on some paths, and a state on others
define ptr addrspace(10) @f(i1 %c) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  br i1 %c, label %make, label %on
make:
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  br label %on
on:
  %state = phi ptr addrspace(10) [ null, %entry ], [ %made, %make ]
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
