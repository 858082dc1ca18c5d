; A managed pointer that is live where an exception is caught.
define void @f(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @may_throw() to label %end unwind label %caught
end:
  ret void
caught:
  %exception = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
declare void @may_throw()
declare void @use(ptr addrspace(1))
declare i32 @__gxx_personality_v0(...)
