; What RewriteStatepointsForGC can do by itself stays as it is: invokes that no managed pointer is live across or an argument of, landing pads of
; type token, calls that are no safepoints, functions without collector, coroutines that are not split.
;
; RUN: opt -S -passes='gc-coro-landing-pads' %s -o %t.after.ll
; RUN: opt -S -passes='verify' %s -o %t.before.ll
; RUN: diff %t.before.ll %t.after.ll

declare ptr addrspace(1) @may_throw_or_not(ptr addrspace(1))
declare void @may_throw(ptr addrspace(1))
declare void @leaf() "gc-leaf-function"
declare void @use(ptr addrspace(1))
declare i32 @__gxx_personality_v0(...)

define ptr addrspace(1) @nothing_live() gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %result = invoke ptr addrspace(1) @may_throw_or_not(ptr addrspace(1) null) to label %ok unwind label %pad
ok:
  call void @use(ptr addrspace(1) %result)
  ret ptr addrspace(1) %result
pad:
  %pair = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %pair
}

define void @token(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @may_throw(ptr addrspace(1) %object) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad token catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}

define void @no_safepoint(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @leaf() to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}

define void @no_collector(ptr addrspace(1) %object) personality ptr @__gxx_personality_v0 {
  invoke void @may_throw(ptr addrspace(1) %object) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}

define void @collector_in_the_model_only(ptr addrspace(1) %object) "gc-coro-model"="statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @may_throw(ptr addrspace(1) %object) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}

define void @unsplit(ptr addrspace(1) %object) presplitcoroutine gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @may_throw(ptr addrspace(1) %object) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
