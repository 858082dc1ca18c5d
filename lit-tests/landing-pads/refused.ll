; Calls that no other function can make, and landing pads of another unwinder. All are told at once, and nothing changes.
;
; RUN: not opt -S -passes='gc-coro-landing-pads' %s 2>&1 | FileCheck %s

; CHECK: error: gc-coro-landing-pads: in function 'deopt': a managed pointer is live across an invoke that cannot go to a function of its own: it has a deopt or gc-transition bundle
; CHECK: {{^}}note: RewriteStatepointsForGC makes invalid code there, because the landing pad is no token{{$}}
; CHECK: error: gc-coro-landing-pads: in function 'error': {{.*}}: an argument is swifterror
; CHECK: error: gc-coro-landing-pads: in function 'memory': {{.*}}: an argument is inalloca or preallocated
; CHECK: error: gc-coro-landing-pads: in function 'variadic': {{.*}}: LLVM has no statepoint of a variadic function with a result
; CHECK: error: gc-coro-landing-pads: in function 'twice': {{.*}}: it may return twice
; CHECK: error: gc-coro-landing-pads: in function 'token': {{.*}}: it uses a token of its function
; CHECK: error: gc-coro-landing-pads: in function 'jumps': {{.*}}: the target has no _Unwind_Resume
; CHECK: error: gc-coro-landing-pads: in function 'other': {{.*}}: its value is no pair of a pointer and a number

declare void @callee()
declare i32 @many(i32, ...)
declare void @swift(ptr swifterror)
declare void @in_place(ptr inalloca(i64))
declare i32 @fork_of_a_frame(ptr) returns_twice
declare token @llvm.coro.save(ptr)
declare void @use(ptr addrspace(1))
declare i32 @__gxx_personality_sj0(...)
declare i32 @__gxx_personality_v0(...)

define void @deopt(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @callee() [ "deopt"(i32 1) ] to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @error(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %place = alloca swifterror ptr
  invoke void @swift(ptr swifterror %place) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @memory(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %place = alloca inalloca i64
  invoke void @in_place(ptr inalloca(i64) %place) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @variadic(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %number = invoke i32 (i32, ...) @many(i32 1, i32 2) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @twice(ptr addrspace(1) %object, ptr %buffer) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %number = invoke i32 @fork_of_a_frame(ptr %buffer) to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @token(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %token = call token @llvm.coro.save(ptr null)
  invoke void @callee() [ "a bundle"(token %token) ] to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @jumps(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_sj0 {
  invoke void @callee() to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
define void @other(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @callee() to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i64 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
