; "Which scope does return return from?" From the most recent invocation: this is 110, and not 100. The closure is called as
; Julia calls what it cannot infer: arguments and result are boxed.
;
;     #1 %1 = await Tuple{Int64} resuming #2
;        %2 = (%1)(1)
;        %3 = add_int(10, %2)
;             return %3
;     #2      return 100
;
; EXPECT: 110, 3 allocations

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Await = type { ptr addrspace(10), i1, ptr addrspace(10) }     ; the closure; whether this is a call of it; with what

define i64 @julia_main(ptr addrspace(10) %unused, i64 signext %n) #0 gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %await = call %Await @gc.coro.await.p10(ptr @julia_main, ptr addrspace(10) null, i32 0)
  %oc = extractvalue %Await %await, 0
  %resumed = extractvalue %Await %await, 1
  br i1 %resumed, label %L2, label %L1

L1:
  %one = call nonnull ptr addrspace(10) @ijl_box_int64(i64 signext 1)
  %boxed = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %oc, ptr addrspace(10) %one)
  %boxed.derived = addrspacecast ptr addrspace(10) %boxed to ptr addrspace(11)
  %result = load i64, ptr addrspace(11) %boxed.derived, align 8, !tbaa !0
  %sum = add i64 %result, 10
  ret i64 %sum

L2:
  %task = getelementptr inbounds i8, ptr %pgcstack, i64 -152
  %box = call noalias nonnull align 8 dereferenceable(8) ptr addrspace(10) @julia.gc_alloc_obj(ptr %task, i64 8, ptr addrspace(10) addrspacecast (ptr @jl_int64_type to ptr addrspace(10)))
  %box.derived = addrspacecast ptr addrspace(10) %box to ptr addrspace(11)
  store i64 100, ptr addrspace(11) %box.derived, align 8, !tbaa !0
  call void @gc.coro.return.p10(ptr addrspace(10) %box)
  ret i64 poison
}

@jl_int64_type = external global i8

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @julia.gc_alloc_obj(ptr, i64, ptr addrspace(10))
declare ptr addrspace(10) @ijl_box_int64(i64)
declare ptr addrspace(10) @jl_gc_alloc_await_state(ptr)
declare %Await @gc.coro.await.p10(ptr, ptr addrspace(10), i32) nomerge
declare void @gc.coro.return.p10(ptr addrspace(10))
declare ptr addrspace(10) @gc.coro.resume.p10(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="jl_gc_alloc_await_state" }

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_immut", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
