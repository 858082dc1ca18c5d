; The result of an invoke, used by a phi at its normal destination, and elsewhere.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define i64 @f0(
; CHECK: %v = invoke i64 @may_throw
; CHECK: call void @tick(i64 %v)
; CHECK: call void @tick(i64 %{{[pv].*}})
; CHECK-NOT: undef
%await = type { ptr addrspace(1), i1, i64 }
define i64 @f0(i64 %a, i64 %b) #0 personality ptr @__gxx_personality_v0 {
entry:
  %v = invoke i64 @may_throw(i64 %b) to label %ok unwind label %lp
ok:
  %p = phi i64 [ %v, %entry ]
  call void @tick(i64 %v)
  call void @tick(i64 %p)
  %w2 = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 0)
  %h2 = extractvalue %await %w2, 0
  %r2 = extractvalue %await %w2, 1
  %z2 = zext i1 %r2 to i64
  call void @publish(ptr addrspace(1) %h2, i64 %z2)
  ret i64 %p
lp:
  %l = landingpad {ptr, i32} catch ptr null
  %e = extractvalue {ptr,i32} %l, 0
  %ec = call ptr @__cxa_begin_catch(ptr %e)
  call void @__cxa_end_catch()
  ret i64 5
}
declare void @tick(i64)
declare void @publish(ptr addrspace(1), i64)
declare i64 @may_throw(i64)
declare ptr addrspace(1) @frame_new(ptr)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
declare i32 @__gxx_personality_v0(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
