; AwaitBuffer as the proposal has it: the generator itself says how much room it needs, by a first continuation that captures
; nothing and gets the buffer as its argument. The caller knows no size before it runs, and nothing is allocated.
;
;     @noinline function foo()
;         size = await_size()
;         oc = await(nothing, Tuple{AwaitBuffer, Base.RefValue{Int64}}, AWAIT_NO_STATE) continue at #start
;         return (size, oc)
;         @label start
;         state = $(Expr(:await_acquire, Argument(1), size))
;         i = 0
;         while true
;             oc = await(state, Tuple{}, AWAIT_ONE_SHOT) continue at #cont
;             return (i, oc)
;             @label cont
;             i += step[]                           # the proposal counts by 1; step is Argument(2)
;         end
;     end
;
;     @inline function iterate_resumable(f, step)
;         (size, oc) = f()
;         oc(AwaitBuffer(size), step)               # does not escape: on the stack of whoever iterates
;     end
;     @inline iterate_resumable(f, step, oc) = oc()
;
;     function main(step, n)
;         (i, oc) = iterate_resumable(foo, step)
;         s = i
;         for _ in 2:n
;             GC.safepoint()
;             (i, oc) = iterate_resumable(foo, step, oc)
;             s += i
;         end
;         return s
;     end
;
; STEPS: 1000 1000000
; EXPECT: 1000 steps: 1498500, 0 allocations
; EXPECT: 1000000 steps: 1499998500000, 0 allocations

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Size = type { i64, i64 }                            ; npointers, nbytes
%Start = type { %Size, ptr addrspace(10) }           ; Tuple{Size, OpaqueClosure}
%Step = type { i64, ptr addrspace(10) }              ; Tuple{Int64, OpaqueClosure}
%AwaitStart = type { ptr addrspace(10), i1, ptr addrspace(10), ptr addrspace(10) }
%Await = type { ptr addrspace(10), i1 }              ; the closure; whether this is a call of it

define %Start @julia_foo_1() #0 gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %npointers = call i64 @gc.coro.size.pointers(ptr @julia_foo_1)
  %nbytes = call i64 @gc.coro.size.bytes(ptr @julia_foo_1)
  ; 2: AWAIT_NO_STATE. The sizes are queries, which are captured nowhere.
  %start = call %AwaitStart @gc.coro.await.p10p10(ptr @julia_foo_1, ptr addrspace(10) null, i32 2)
  %start.oc = extractvalue %AwaitStart %start, 0
  %started = extractvalue %AwaitStart %start, 1
  %buffer = extractvalue %AwaitStart %start, 2
  %step = extractvalue %AwaitStart %start, 3
  br i1 %started, label %start.cont, label %return

return:
  %size = insertvalue %Start poison, i64 %npointers, 0, 0
  %size.both = insertvalue %Start %size, i64 %nbytes, 0, 1
  %size.oc = insertvalue %Start %size.both, ptr addrspace(10) %start.oc, 1
  ret %Start %size.oc

start.cont:
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 %npointers, i64 %nbytes)
  br label %L8

L8:
  %i = phi i64 [ 0, %start.cont ], [ %next, %cont ]
  %await = call %Await @gc.coro.await(ptr @julia_foo_1, ptr addrspace(10) %state, i32 1)
  %oc = extractvalue %Await %await, 0
  %resumed = extractvalue %Await %await, 1
  br i1 %resumed, label %cont, label %step.return

step.return:
  %tuple = insertvalue %Step poison, i64 %i, 0
  %tuple.oc = insertvalue %Step %tuple, ptr addrspace(10) %oc, 1
  ; What a continuation returns is no %Start.
  call void @gc.coro.return.step(%Step %tuple.oc)
  ret %Start poison

cont:
  %step.derived = addrspacecast ptr addrspace(10) %step to ptr addrspace(11)
  %step.x = load i64, ptr addrspace(11) %step.derived, align 8, !tbaa !0
  %next = add i64 %i, %step.x
  br label %L8
}

define i64 @julia_main(ptr addrspace(10) noundef nonnull align 8 dereferenceable(8) %step, i64 signext %n) gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  ; iterate_resumable(foo, step), inlined
  %start = call %Start @julia_foo_1()
  %npointers = extractvalue %Start %start, 0, 0
  %nbytes = extractvalue %Start %start, 0, 1
  %start.oc = extractvalue %Start %start, 1
  %words = mul i64 %npointers, 8
  %rest = add i64 %nbytes, 16
  %size = add i64 %words, %rest
  %memory = alloca i8, i64 %size, align 8
  ; What JL_GC_PUSH makes: the number of roots, the frame before it, the address of each root.
  %gcframe.words = add i64 %npointers, 2
  %gcframe = alloca ptr, i64 %gcframe.words, align 8
  %buffer = call ptr addrspace(10) @jl_push_await_buffer(ptr %pgcstack, ptr %gcframe, ptr %memory, i64 %npointers)
  %first = call %Step (ptr addrspace(10), ...) @gc.coro.resume.step(ptr addrspace(10) %start.oc, ptr addrspace(10) %buffer, ptr addrspace(10) %step)
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
  call void @jl_pop_await_buffer(ptr %pgcstack)
  ret i64 %s.next
}

declare ptr @julia.get_pgcstack()
declare void @julia.write_barrier(ptr addrspace(10), ...)
declare void @jl_gc_safepoint()
declare ptr addrspace(10) @jl_push_await_buffer(ptr, ptr, ptr, i64)
declare void @jl_pop_await_buffer(ptr)
declare i64 @gc.coro.size.pointers(ptr)
declare i64 @gc.coro.size.bytes(ptr)
declare ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10), i64, i64)
declare %AwaitStart @gc.coro.await.p10p10(ptr, ptr addrspace(10), i32) nomerge
declare %Await @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare void @gc.coro.return.step(%Step)
declare %Step @gc.coro.resume.step(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-write-barrier"="julia.write_barrier"
                "gc-coro-object-header"="1" }

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_mutab", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
