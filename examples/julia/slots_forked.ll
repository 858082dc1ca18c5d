; "What are the slot capture semantics?" Slots are forked at the await: the original invocation returns 1.
;
;     x = 1
;     f = $(Expr(:await, :cont))
;     f()
;     return x
;     @label cont
;     x = 2
;     return
;
; EXPECT: 1, 1 allocation

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Await = type { ptr addrspace(10), i1 }              ; the closure; whether this is a call of it

define i64 @julia_main(ptr addrspace(10) %unused, i64 signext %n) #0 gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %x = alloca i64, align 8
  store i64 1, ptr %x, align 8
  %await = call %Await @gc.coro.await(ptr @julia_main, ptr addrspace(10) null, i32 0)
  %f = extractvalue %Await %await, 0
  %resumed = extractvalue %Await %await, 1
  br i1 %resumed, label %cont, label %L3

L3:
  %unused.result = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %f)
  %x.value = load i64, ptr %x, align 8
  ret i64 %x.value

cont:
  store i64 2, ptr %x, align 8
  %nothing = load ptr addrspace(10), ptr @jl_nothing, align 8
  call void @gc.coro.return.p10(ptr addrspace(10) %nothing)
  ret i64 poison
}

@jl_nothing = external constant ptr addrspace(10)

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @jl_gc_alloc_await_state(ptr)
declare %Await @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare void @gc.coro.return.p10(ptr addrspace(10))
declare ptr addrspace(10) @gc.coro.resume.p10(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="jl_gc_alloc_await_state" }
