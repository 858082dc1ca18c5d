; Young objects in an old state. All steps fill one state, which is old after two collections; each captures a box that it has
; just made. Without the write barrier the collector does not look into the state, and takes the box for garbage.
;
;     function foo()
;         i = 0
;         state = prealloc_await_state()
;         while true
;             box = Ref(3i)
;             oc = await(state, Tuple{}, AWAIT_ONE_SHOT) continue at #cont
;             return (i, oc)
;             @label cont
;             i += 1 + box[] - 3i
;         end
;     end
;
; The caller adds the i of n steps, with three collections between each two of them.
;
; STEPS: 100 1000
; EXPECT: 100 steps: 4950, 101 allocations
; EXPECT: 1000 steps: 499500, 1001 allocations

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Step = type { i64, ptr addrspace(10) }
%Await = type { ptr addrspace(10), i1 }

define %Step @julia_foo_1() #0 gc "julia-1.13" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @julia_foo_1)
  br label %L2

L2:
  %i = phi i64 [ 0, %top ], [ %next, %cont ]
  %number = mul i64 %i, 3
  %box = call nonnull ptr addrspace(10) @ijl_box_int64(i64 %number)
  %await = call %Await @gc.coro.await(ptr @julia_foo_1, ptr addrspace(10) %state, i32 1)
  %oc = extractvalue %Await %await, 0
  %resumed = extractvalue %Await %await, 1
  br i1 %resumed, label %cont, label %return

return:
  %tuple = insertvalue %Step poison, i64 %i, 0
  %tuple.oc = insertvalue %Step %tuple, ptr addrspace(10) %oc, 1
  ret %Step %tuple.oc

cont:
  %box.derived = addrspacecast ptr addrspace(10) %box to ptr addrspace(11)
  %box.x = load i64, ptr addrspace(11) %box.derived, align 8, !tbaa !0
  %difference = sub i64 %box.x, %number
  %more = add i64 %difference, 1
  %next = add i64 %i, %more
  br label %L2
}

define i64 @julia_main(ptr addrspace(10) %unused, i64 signext %n) gc "julia-1.13" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %first = call %Step @julia_foo_1()
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
  call void @jl_gc_safepoint()
  call void @jl_gc_safepoint()
  %value.next = call %Step (ptr addrspace(10), ...) @gc.coro.resume.step(ptr addrspace(10) %oc)
  %k.next = add i64 %k, 1
  br label %L5

L12:
  ret i64 %s.next
}

declare ptr @julia.get_pgcstack()
declare void @jl_gc_safepoint()
declare ptr addrspace(10) @ijl_box_int64(i64)
declare ptr addrspace(10) @jl_gc_alloc_await_state(ptr)
declare void @julia.write_barrier(ptr addrspace(10), ...)
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare %Await @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare %Step @gc.coro.resume.step(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="jl_gc_alloc_await_state" "gc-coro-write-barrier" }

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_immut", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
