; An await where an exception is handled: after the landing pad, up to where the handler is left.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': 'gc.coro.await' is after '%pad = landingpad
; CHECK-NEXT: %inside = call
; CHECK-NEXT: {{^}}note: the exception belongs to the stack of this activation{{$}}
; CHECK-NEXT: {{^}}help: leave the handler before it{{$}}
; CHECK-NOT: is after
declare i32 @__gxx_personality_v0(...)
declare i32 @__CxxFrameHandler3(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
declare void @may_throw()

define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" personality ptr @__gxx_personality_v0 {
entry:
  invoke void @may_throw() to label %on unwind label %lpad
lpad:
  %pad = landingpad { ptr, i32 } catch ptr null
  br label %handler
handler:
  %exception = extractvalue { ptr, i32 } %pad, 0
  %object = call ptr @__cxa_begin_catch(ptr %exception)
  %inside = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %inside, 0
  call void @__cxa_end_catch()
  ret ptr addrspace(10) %h
on:
  ret ptr addrspace(10) null
}
