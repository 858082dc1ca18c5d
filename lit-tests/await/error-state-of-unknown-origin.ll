; A state is made in the function itself: not an argument, not loaded, not undefined, on no path.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'argument': the state 'given' is not made by gc.coro.prealloc or gc.coro.acquire in this function, or a phi or select of such
; CHECK: in function 'chosen': the state 'given' is not made by gc.coro.prealloc or gc.coro.acquire in this function, or a phi or select of such
; CHECK: in function 'loaded': the state 'kept' is not made by gc.coro.prealloc or gc.coro.acquire in this function, or a phi or select of such
; CHECK: in function 'undefined': the state 'ptr addrspace(10) poison' is not made by gc.coro.prealloc or gc.coro.acquire in this function, or a phi or select of such
define ptr addrspace(10) @argument(ptr addrspace(10) %given) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @argument, ptr addrspace(10) %given, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @chosen(ptr addrspace(10) %given, i1 %c) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr @chosen)
  %state = select i1 %c, ptr addrspace(10) %made, ptr addrspace(10) %given
  %r = call %none @gc.coro.await(ptr @chosen, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @loaded(ptr %place) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %kept = load ptr addrspace(10), ptr %place
  %r = call %none @gc.coro.await(ptr @loaded, ptr addrspace(10) %kept, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define ptr addrspace(10) @undefined() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @undefined, ptr addrspace(10) poison, i32 1)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
