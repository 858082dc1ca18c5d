; A state goes with flag 1 alone.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'many': the state 'made' is given to an await that is not one-shot
; CHECK: in function 'none': the state 'made' is given to an await that is marked as one without state (flag 2)
; CHECK: in function 'both': the state 'made' is given to an await that is marked as one without state (flag 2)
define ptr addrspace(10) @many() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr @many)
  %r = call %none @gc.coro.await(ptr @many, ptr addrspace(10) %made, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @none() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr @none)
  %r = call %none @gc.coro.await(ptr @none, ptr addrspace(10) %made, i32 2)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @both() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr @both)
  %r = call %none @gc.coro.await(ptr @both, ptr addrspace(10) %made, i32 3)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
