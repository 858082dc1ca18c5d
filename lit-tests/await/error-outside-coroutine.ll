; A coroutine that is not marked is inlined, and its await would capture the caller.
; RUN: cat %S/runtime.inc %s | %stock-opt -S -passes='default<O2>' -o %t.ll
; RUN: not opt -passes='gc-coro-split<gc=julia>' -disable-output %t.ll 2>&1 | FileCheck %s
; RUN: not opt -passes='gc-coro-verify<gc=julia>' -disable-output %t.ll 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | opt -passes='gc-coro-split<gc=julia>' -disable-output
; CHECK: in function 'call_none': 'gc.coro.await' is in a function without the attribute "gc-coro"
; CHECK: {{^}}help: give the function that it belongs to presplitcoroutine, noinline and "gc-coro"
define internal ptr addrspace(10) @none() "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @none, ptr addrspace(10) null, i32 0)
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
cont:
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @call_none() {
  %h = call ptr addrspace(10) @none()
  ret ptr addrspace(10) %h
}
