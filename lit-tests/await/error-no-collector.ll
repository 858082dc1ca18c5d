; Without a model of the collector nothing says which pointers are tracked.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': 'gc.coro.await' is in a function without a collector model
; CHECK: {{^}}help: give the function gc "julia" (or another) or the attribute "gc-coro-model", or the pass the parameter gc=
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
