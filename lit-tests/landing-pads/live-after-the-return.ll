; A pointer that is live after the return only is relocated on the path of the exception as well: RewriteStatepointsForGC makes invalid
; code of this, too.
;
; RUN: opt -S -passes='gc-coro-landing-pads' %s | FileCheck %s
; RUN: opt -disable-output -passes='gc-coro-landing-pads,gc-coro-verify<final>,rewrite-statepoints-for-gc,verify' %s
; RUN: not opt -disable-output -passes='gc-coro-verify<final>' %s 2>&1 | FileCheck %s --check-prefix=VERIFY
; RUN: not --crash %stock-opt -disable-output -passes='rewrite-statepoints-for-gc,verify' %s

; VERIFY: error: gc-coro-verify: in function 'f': the managed pointer 'object' is live across the call of 'may_throw', or an argument of it, and the invoke has a landing pad

; CHECK: call void @f.invoke.0(ptr addrspace(1) %object, ptr %exception)

declare void @may_throw(ptr addrspace(1))
declare void @use(ptr addrspace(1))
declare i32 @__gxx_personality_v0(...)

define void @f(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @may_throw(ptr addrspace(1) %object) to label %ok unwind label %pad
ok:
  call void @use(ptr addrspace(1) %object)
  ret void
pad:
  %pair = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %pair
}
