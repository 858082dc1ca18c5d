; A state has room for the awaits of its own function.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the state 'made' is made for 'g', but given to an await of 'f'
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr @g)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %made, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @g() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @g, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
