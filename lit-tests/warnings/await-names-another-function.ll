; An await names another function than the one that it stands in. A copy of a function, as optimisers call it, names the original.
;
; RUN: opt -passes='gc-coro-split' -disable-output %s 2>&1 | FileCheck %s

; CHECK: warning: gc-coro-split: in function 'g': the await is one of 'f', as its first operand says, but is in another function{{$}}
; CHECK-NEXT: call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
; CHECK-NEXT: {{^}}note: it was inlined before gc-coro-prepare has run, or names the wrong function{{$}}
; CHECK-NEXT: {{^}}help: run gc-coro-prepare before the inliner{{$}}
; CHECK-NOT: f.specialized

declare { ptr addrspace(1), i1 } @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @new_frame(ptr)

define ptr addrspace(1) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(1) %h
cont:
  ret ptr addrspace(1) null
}
define ptr addrspace(1) @f.specialized.1() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(1) %h
cont:
  ret ptr addrspace(1) null
}
define ptr addrspace(1) @g() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(1) %h
cont:
  ret ptr addrspace(1) null
}
