; The generator in its caller's memory: the caller asks how large a state is, has it on its stack, and lends it to the
; generator. No allocation at all, and nothing is inlined.
;
;     @noinline function foo(buffer, size, step)
;         i = 0
;         state = await_acquire(buffer, size)
;         while true
;             oc = await(state, Tuple{}, AWAIT_ONE_SHOT) continue at #cont
;             return (i, oc)
;             @label cont
;             i += step[]
;         end
;     end
;
;     function main(step, n)
;         size = await_size(foo)
;         buffer = AwaitBuffer(size)                # does not escape: on this function's stack
;         (i, oc) = foo(buffer, size, step)
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
; EXPECT: 1000 steps: 1498500, 0 allocations
; EXPECT: 1000000 steps: 1499998500000, 0 allocations

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

%Step = type { i64, ptr addrspace(10) }              ; Tuple{Int64, OpaqueClosure}
%Await = type { ptr addrspace(10), i1 }              ; the closure; whether this is a call of it

define %Step @julia_foo_1(ptr addrspace(10) %buffer, i64 %npointers, i64 %nbytes,
                          ptr addrspace(10) noundef nonnull align 8 dereferenceable(8) %step) #0 gc "julia" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 %npointers, i64 %nbytes)
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
  %npointers = call i64 @gc.coro.size.pointers(ptr @julia_foo_1)
  %nbytes = call i64 @gc.coro.size.bytes(ptr @julia_foo_1)
  %words = mul i64 %npointers, 8
  %rest = add i64 %nbytes, 16
  %size = add i64 %words, %rest
  %memory = alloca i8, i64 %size, align 8
  ; What JL_GC_PUSH makes: the number of roots, the frame before it, the address of each root.
  %gcframe.words = add i64 %npointers, 2
  %gcframe = alloca ptr, i64 %gcframe.words, align 8
  %buffer = call ptr addrspace(10) @jl_push_await_buffer(ptr %pgcstack, ptr %gcframe, ptr %memory, i64 %npointers)
  %first = call %Step @julia_foo_1(ptr addrspace(10) %buffer, i64 %npointers, i64 %nbytes, ptr addrspace(10) %step)
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
declare void @jl_gc_safepoint()
declare ptr addrspace(10) @jl_push_await_buffer(ptr, ptr, ptr, i64)
declare void @jl_pop_await_buffer(ptr)
declare void @julia.write_barrier(ptr addrspace(10), ...)
declare i64 @gc.coro.size.pointers(ptr)
declare i64 @gc.coro.size.bytes(ptr)
declare ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10), i64, i64)
declare %Await @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare %Step @gc.coro.resume.step(ptr addrspace(10), ...)

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-write-barrier"="julia.write_barrier"
                "gc-coro-object-header"="1" }

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_mutab", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
