; The generator with a state of its own that all its steps use: one allocation in all.
;
;     @noinline function foo(step)                  # step::Base.RefValue{Int64}, so that there is a pointer to keep
;         i = 0
;         state = prealloc_await_state()
;         while true
;             oc = await(state, Tuple{}, AWAIT_ONE_SHOT) continue at #cont
;             return (i, oc)
;             @label cont
;             i += step[]
;         end
;     end
;
;     function main(step, n)
;         (i, oc) = foo(step)
;         s = i
;         for _ in 2:n
;             GC.safepoint()
;             (i, oc) = oc()
;             s += i
;         end
;         return s
;     end
;
; STEPS: 1000 1000000
; EXPECT: 1000 steps: 1498500, 1 allocation
; EXPECT: 1000000 steps: 1499998500000, 1 allocation

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Step = type { i64, ptr addrspace(10) }              ; Tuple{Int64, OpaqueClosure}
%Await = type { ptr addrspace(10), i1 }              ; the closure; whether this is a call of it

define %Step @julia_foo_1(ptr addrspace(10) noundef nonnull align 8 dereferenceable(8) %step) #0 gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @julia_foo_1)
  br label %L2

L2:
  %i = phi i64 [ 0, %top ], [ %next, %cont ]
  %await = call %Await @gc.coro.await(ptr @julia_foo_1, ptr addrspace(10) %state, i32 1)
  %oc = extractvalue %Await %await, 0
  %resumed = extractvalue %Await %await, 1
  br i1 %resumed, label %cont, label %return

return:
  %tuple = insertvalue %Step poison, i64 %i, 0
  %tuple.oc = insertvalue %Step %tuple, ptr addrspace(10) %oc, 1
  ret %Step %tuple.oc

cont:
  %step.derived = addrspacecast ptr addrspace(10) %step to ptr addrspace(11)
  %step.x = load i64, ptr addrspace(11) %step.derived, align 8, !tbaa !0
  %next = add i64 %i, %step.x
  br label %L2
}

define i64 @julia_main(ptr addrspace(10) noundef nonnull align 8 dereferenceable(8) %step, i64 signext %n) gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %first = call %Step @julia_foo_1(ptr addrspace(10) %step)
  br label %L5

L5:
  %value = phi %Step [ %first, %top ], [ %value.next, %L8 ]
  %k = phi i64 [ 1, %top ], [ %k.next, %L8 ]
  %s = phi i64 [ 0, %top ], [ %s.next, %L8 ]
  %i = extractvalue %Step %value, 0
  %oc = extractvalue %Step %value, 1
  %s.next = add i64 %s, %i
  %more = icmp slt i64 %k, %n
  br i1 %more, label %L8, label %L12

L8:
  call void @jl_gc_safepoint()
  %value.next = call %Step (ptr addrspace(10), ...) @gc.coro.resume.step(ptr addrspace(10) %oc)
  %k.next = add i64 %k, 1
  br label %L5

L12:
  ret i64 %s.next
}

declare ptr @julia.get_pgcstack()
declare void @jl_gc_safepoint()
declare ptr addrspace(10) @jl_gc_alloc_await_state(ptr)
declare void @julia.write_barrier(ptr addrspace(10), ...)
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare %Await @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare %Step @gc.coro.resume.step(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="jl_gc_alloc_await_state"
                "gc-coro-write-barrier"="julia.write_barrier" }

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_mutab", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
