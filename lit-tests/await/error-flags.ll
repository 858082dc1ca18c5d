; The flags must be a constant that is known.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the flags of gc.coro.await must be a constant
; CHECK: in function 'g': the flags of gc.coro.await have an unknown bit
; CHECK: {{^}}note: the flags are 1 (one-shot) and 2 (no state){{$}}
define ptr addrspace(10) @f(i32 %flags) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 %flags)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @g() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %r = call %none @gc.coro.await(ptr @g, ptr addrspace(10) null, i32 8)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
