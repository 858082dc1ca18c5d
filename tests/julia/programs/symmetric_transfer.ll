; Two coroutines resume each other by symmetric transfers, each with an object that it made before. Only the resume clones make
; guaranteed tail calls, and have no roots; what they run is in functions of their own. A long run shows that no stack is used up.
; The frames are memory that a scanner of roots finds by gc_coro_visit.
;
; LLVM: 22
; CONFIGURATIONS: julia julia-opt julia-tail-calls
; STEPS: 100 1000 100000
; EXPECT: 100 steps: 10398, 200 allocations
; EXPECT: 1000 steps: 1003998, 2000 allocations
; EXPECT: 100000 steps: 10000399998, 200000 allocations

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"

@sum = internal global i64 0
@handles = internal global [2 x ptr] zeroinitializer

; The awaiter is the word in which the other one's handle is.
define ptr @other(ptr %awaiter, ptr %handle) {
  %next = load ptr, ptr %awaiter
  ret ptr %next
}

; Makes n boxes with 0, 1, 2, and so on. After each the other one goes on, and then the box and the step are added.
define ptr @player(ptr addrspace(10) %step, i64 %n, ptr %next) presplitcoroutine noinline gc "julia-1.13" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %memory = call ptr @jl_new_coroutine_frame(i64 %size, i64 %align)
  %handle = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %first = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %first, label %suspend [ i8 0, label %loop
                                     i8 1, label %cleanup ]
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %resumed ]
  %more = icmp slt i64 %k, %n
  br i1 %more, label %play, label %last
play:
  %box = call nonnull ptr addrspace(10) @ijl_box_int64(i64 %k)
  call void @jl_gc_safepoint()
  %save = call token @llvm.coro.save(ptr %handle)
  call void @llvm.coro.await.suspend.handle(ptr %next, ptr %handle, ptr @other)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  call void @jl_gc_safepoint()
  %box.derived = addrspacecast ptr addrspace(10) %box to ptr addrspace(11)
  %number = load i64, ptr addrspace(11) %box.derived, align 8, !tbaa !0
  %step.derived = addrspacecast ptr addrspace(10) %step to ptr addrspace(11)
  %by = load i64, ptr addrspace(11) %step.derived, align 8, !tbaa !0
  %old = load i64, ptr @sum
  %plus = add i64 %old, %number
  %new = add i64 %plus, %by
  store i64 %new, ptr @sum
  %k.next = add i64 %k, 1
  br label %loop
last:
  %f = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %f, label %suspend [ i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %handle)
  call void @jl_delete_coroutine_frame(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %handle, i1 false, token none)
  ret ptr %handle
}

define i64 @julia_main(ptr addrspace(10) %step, i64 signext %n) noinline gc "julia-1.13" {
top:
  %pgcstack = call ptr @julia.get_pgcstack()
  store i64 0, ptr @sum
  %second = getelementptr [2 x ptr], ptr @handles, i64 0, i64 1
  %one = call ptr @player(ptr addrspace(10) %step, i64 %n, ptr %second)
  store ptr %one, ptr @handles
  %two = call ptr @player(ptr addrspace(10) %step, i64 %n, ptr @handles)
  store ptr %two, ptr %second
  call void @jl_gc_safepoint()
  call void @llvm.coro.resume(ptr %one)
  call void @llvm.coro.destroy(ptr %one)
  call void @llvm.coro.destroy(ptr %two)
  %sum = load i64, ptr @sum
  ret i64 %sum
}

declare ptr @julia.get_pgcstack()
declare void @jl_gc_safepoint()
declare ptr addrspace(10) @ijl_box_int64(i64)
declare ptr @jl_new_coroutine_frame(i64, i64)
declare void @jl_delete_coroutine_frame(ptr)
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare i64 @llvm.coro.align.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare token @llvm.coro.save(ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.await.suspend.handle(ptr, ptr, ptr)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)

!0 = !{!1, !1, i64 0}
!1 = !{!"jtbaa_immut", !2, i64 0}
!2 = !{!"jtbaa_value", !3, i64 0}
!3 = !{!"jtbaa_data", !4, i64 0}
!4 = !{!"jtbaa", !5, i64 0}
!5 = !{!"jtbaa"}
