; The normal destination of an invoke is the header of a loop that uses its result.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define i64 @f0(
; CHECK: invoke i64 @may_throw
; CHECK-LABEL: define {{.*}} @f0.await.0(
%await = type { ptr addrspace(1), i1, i64 }
define i64 @f0(i64 %a, i64 %b) #0 personality ptr @__gxx_personality_v0 {
entry:
  %w = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 0)
  %h = extractvalue %await %w, 0
  %r = extractvalue %await %w, 1
  %z = zext i1 %r to i64
  call void @publish(ptr addrspace(1) %h, i64 %z)
  %in = select i1 %r, i64 10, i64 1
  %v = invoke i64 @may_throw(i64 %in) to label %loop unwind label %lp
loop:
  %i = phi i64 [ 0, %entry ], [ %i1, %loop ]
  call void @tick(i64 %v)
  %w2 = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 0)
  %h2 = extractvalue %await %w2, 0
  %r2 = extractvalue %await %w2, 1
  %z2 = zext i1 %r2 to i64
  call void @publish(ptr addrspace(1) %h2, i64 %z2)
  %i1 = add i64 %i, 1
  %c = icmp ult i64 %i1, 2
  br i1 %c, label %loop, label %out
out:
  ret i64 %v
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
