; The plan names the pointers that a state holds already where it is filled again.
; RUN: opt -passes='print<gc-coro-spill-plan>' -disable-output %s 2>&1 | FileCheck %s
; RUN: opt -passes='print<gc-coro-spill-plan;json>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=JSON
; CHECK: ramp: blocks
; CHECK: store 'kept' from its definition for 0
; CHECK: await 0 (after 0)
; CHECK: the state holds 'kept' for 0
; JSON: "kept_words": []
; JSON: "kept_words": [
; JSON-NEXT: {
; JSON-NEXT: "suspend": 0,
; JSON-NEXT: "value": "kept"
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare void @use(i32)
declare void @barrier(ptr addrspace(10), ...)
declare i1 @more()
define ptr addrspace(10) @f(ptr addrspace(10) %kept) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" gc "julia" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  br label %loop
loop:
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  %more = call i1 @more()
  br i1 %more, label %loop, label %last
last:
  ret ptr addrspace(10) %kept
}
