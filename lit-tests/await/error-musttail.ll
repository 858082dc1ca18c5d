; A tail call that must be one, with the signature of the function, in a continuation of another.
;
; RUN: not opt -passes='gc-coro-split' -disable-output %s 2>&1 | FileCheck %s

; CHECK: in function 'f': the musttail call of 'other' runs after the suspend point
; CHECK-NEXT: = musttail call ptr addrspace(1) @other(i64 %n)
; CHECK-NEXT: {{^}}note: there it is in a function 'ptr addrspace(1) (ptr addrspace(1))', whose signature is another{{$}}
; CHECK-NEXT: {{^}}help: drop musttail, or call a function 'ptr addrspace(1) (ptr addrspace(1))'{{$}}

declare { ptr addrspace(1), i1 } @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @new_frame(ptr)
declare ptr addrspace(1) @other(i64)

define ptr addrspace(1) @f(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
entry:
  %await = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %hdl = extractvalue { ptr addrspace(1), i1 } %await, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %await, 1
  br i1 %resumed, label %on, label %out

out:
  ret ptr addrspace(1) %hdl

on:
  %r = musttail call ptr addrspace(1) @other(i64 %n)
  ret ptr addrspace(1) %r
}
