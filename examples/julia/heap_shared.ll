; The other half of that answer: what is on the heap is shared, and a closure may be called more than once. Each call sees the
; same x and leaves its trace in r.
;
;     x = 1
;     r = Ref(x)
;     f = $(Expr(:await, :cont))
;     f(); f()
;     return r[]                                    # 21
;     @label cont
;     x += 9
;     r[] += x
;     return
;
; EXPECT: 21, 2 allocations

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Await = type { ptr addrspace(10), i1 }              ; the closure; whether this is a call of it

define i64 @julia_main(ptr addrspace(10) %unused, i64 signext %n) #0 gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %x = alloca i64, align 8
  store i64 1, ptr %x, align 8
  %task = getelementptr inbounds i8, ptr %pgcstack, i64 -152
  %r = call noalias nonnull align 8 dereferenceable(8) ptr addrspace(10) @julia.gc_alloc_obj(ptr %task, i64 8, ptr addrspace(10) addrspacecast (ptr @jl_ref_int64_type to ptr addrspace(10)))
  %r.derived = addrspacecast ptr addrspace(10) %r to ptr addrspace(11)
  store i64 1, ptr addrspace(11) %r.derived, align 8, !tbaa !0
  %await = call %Await @gc.coro.await(ptr @julia_main, ptr addrspace(10) null, i32 0)
  %f = extractvalue %Await %await, 0
  %resumed = extractvalue %Await %await, 1
  br i1 %resumed, label %cont, label %L4

L4:
  %unused.first = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %f)
  call void @jl_gc_safepoint()
  %unused.second = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %f)
  %r.value = load i64, ptr addrspace(11) %r.derived, align 8, !tbaa !0
  ret i64 %r.value

cont:
  %x.old = load i64, ptr %x, align 8
  %x.new = add i64 %x.old, 9
  store i64 %x.new, ptr %x, align 8
  %r.old = load i64, ptr addrspace(11) %r.derived, align 8, !tbaa !0
  %r.new = add i64 %r.old, %x.new
  store i64 %r.new, ptr addrspace(11) %r.derived, align 8, !tbaa !0
  %nothing = load ptr addrspace(10), ptr @jl_nothing, align 8
  call void @gc.coro.return.p10(ptr addrspace(10) %nothing)
  ret i64 poison
}

@jl_nothing = external constant ptr addrspace(10)
@jl_ref_int64_type = external global i8

declare ptr @julia.get_pgcstack()
declare void @jl_gc_safepoint()
declare ptr addrspace(10) @julia.gc_alloc_obj(ptr, i64, ptr addrspace(10))
declare ptr addrspace(10) @jl_gc_alloc_await_state(ptr)
declare %Await @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare void @gc.coro.return.p10(ptr addrspace(10))
declare ptr addrspace(10) @gc.coro.resume.p10(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="jl_gc_alloc_await_state" }

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_mutab", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
