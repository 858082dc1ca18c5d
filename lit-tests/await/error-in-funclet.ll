; An await in a funclet; after its catchret it is in ordinary code.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': 'gc.coro.await' is after '%pad = catchpad
; CHECK-NEXT: %inside = call
; CHECK-NOT: stands after
declare i32 @__gxx_personality_v0(...)
declare i32 @__CxxFrameHandler3(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
declare void @may_throw()

define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @may_throw() to label %on unwind label %dispatch
dispatch:
  %switch = catchswitch within none [label %handler] unwind to caller
handler:
  %pad = catchpad within %switch [ptr null, i32 64, ptr null]
  %inside = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0) [ "funclet"(token %pad) ]
  catchret from %pad to label %after
after:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
on:
  ret ptr addrspace(10) null
}
