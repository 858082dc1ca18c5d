; After the end of a handler an exception is over, in code of its own (left) and in that of the ordinary path (joined).
; RUN: %await-split | FileCheck %s
; CHECK-DAG: define internal {{.*}}@left.await.0(
; CHECK-DAG: define internal {{.*}}@joined.await.0(
declare i32 @__gxx_personality_v0(...)
declare i32 @__CxxFrameHandler3(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
declare void @may_throw()

define ptr addrspace(10) @left() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" personality ptr @__gxx_personality_v0 {
entry:
  invoke void @may_throw() to label %on unwind label %lpad
lpad:
  %pad = landingpad { ptr, i32 } catch ptr null
  %exception = extractvalue { ptr, i32 } %pad, 0
  %object = call ptr @__cxa_begin_catch(ptr %exception)
  call void @__cxa_end_catch()
  %r = call %none @gc.coro.await(ptr @left, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
on:
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @joined() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" personality ptr @__gxx_personality_v0 {
entry:
  invoke void @may_throw() to label %on unwind label %lpad
lpad:
  %pad = landingpad { ptr, i32 } catch ptr null
  br label %on
on:
  %r = call %none @gc.coro.await(ptr @joined, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
