; A naked function has no place for a frame.
;
; RUN: not opt -passes='gc-coro-split' -disable-output %s 2>&1 | FileCheck %s

; CHECK: in function 'f': a naked function cannot be a coroutine
; CHECK-NEXT: {{^}}note: nothing but inline assembly may use its arguments{{$}}

declare { ptr addrspace(1), i1 } @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @new_frame(ptr)

define ptr addrspace(1) @f() naked presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
entry:
  %await = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %hdl = extractvalue { ptr addrspace(1), i1 } %await, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %await, 1
  br i1 %resumed, label %on, label %out

out:
  ret ptr addrspace(1) %hdl

on:
  ret ptr addrspace(1) null
}
