; An await is no call that may throw.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': 'gc.coro.await' is invoked
; CHECK: {{^}}note: it throws nothing{{$}}
; CHECK-NEXT: {{^}}help: call it{{$}}
declare i32 @__gxx_personality_v0(...)
declare i32 @__CxxFrameHandler3(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
declare void @may_throw()

define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" personality ptr @__gxx_personality_v0 {
entry:
  %r = invoke %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0) to label %on unwind label %lpad
lpad:
  %pad = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %pad
on:
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
