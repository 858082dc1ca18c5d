; Nothing says how frames are made.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the function attribute "gc-coro-allocate" is missing
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" {
entry:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
