; The function of an invoke has what holds for all code of its caller, and nothing that says what the caller does. Arguments at
; the invoke keep their attributes: byval memory is copied once, by the call of the callee.
;
; RUN: opt -S -passes='gc-coro-landing-pads' %s | FileCheck %s

; CHECK: define internal void @f.invoke.0(ptr %0, ptr %1, ptr %exception) #[[OWN:[0-9]+]] gc "statepoint-example"
; CHECK: invoke fastcc token {{.*}}@llvm.experimental.gc.statepoint{{.*}} @callee, i32 2, i32 0, ptr sret(%pair) %0, ptr byval(%pair) align 8 %1,
; CHECK: attributes #[[OWN]] = { noinline uwtable "frame-pointer"="all" "gc-coro-model"="statepoint-example" }

%pair = type { i64, i64 }
declare fastcc void @callee(ptr sret(%pair), ptr byval(%pair) align 8)
declare void @use(ptr addrspace(1))
declare i32 @__gxx_personality_v0(...)

define void @f(ptr addrspace(1) %object, ptr %in) mustprogress nounwind uwtable willreturn "frame-pointer"="all" "gc-coro" "gc-coro-model"="statepoint-example" gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  %out = alloca %pair
  invoke fastcc void @callee(ptr sret(%pair) %out, ptr byval(%pair) align 8 %in) to label %ok unwind label %pad
ok:
  ret void
pad:
  %exception = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
