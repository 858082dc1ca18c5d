; Tasks whose turns run on different threads; harness.c runs them. A turn of @made makes a frame, one of @filled fills its state again.
; ATTRIBUTE stands where the runner says whether handles may be called by two threads.
target triple = "x86_64-pc-linux-gnu"
%await = type { ptr addrspace(1), i1, i64 }
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32) nomerge
declare ptr addrspace(1) @gc.coro.resume.p1(ptr addrspace(1), ...)
declare ptr addrspace(1) @gc.coro.prealloc(ptr)
declare ptr addrspace(1) @frame_new(ptr)
declare ptr addrspace(1) @boxed(i64)
declare i64 @unboxed(ptr addrspace(1))
declare void @refused() noreturn
declare void @note(ptr, i64)
declare void @finish(i64, i64)
@llvm.compiler.used = appending global [2 x ptr] [ptr @frame_new, ptr @refused], section "llvm.metadata"

define ptr addrspace(1) @made(i64 %number, i64 %last) #0 {
entry:
  %variable = alloca [4 x i64]
  br label %loop
loop:
  %turn = phi i64 [ 0, %entry ], [ %turn.next, %work ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %work ]
  %box = call ptr addrspace(1) @boxed(i64 %turn)
  call void @note(ptr %variable, i64 %turn)
  %r = call %await @gc.coro.await.i64(ptr @made, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %kept = call i64 @unboxed(ptr addrspace(1) %box)
  %noted = load i64, ptr %variable
  %both = add i64 %kept, %noted
  %sum.next = add i64 %sum, %both
  %turn.next = add i64 %turn, 1
  %is.last = icmp eq i64 %turn.next, %last
  br i1 %is.last, label %end, label %work
work:
  br label %loop
end:
  call void @finish(i64 %number, i64 %sum.next)
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @filled(i64 %number, i64 %last) #0 {
entry:
  %variable = alloca [4 x i64]
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @filled)
  br label %loop
loop:
  %turn = phi i64 [ 0, %entry ], [ %turn.next, %work ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %work ]
  %box = call ptr addrspace(1) @boxed(i64 %turn)
  call void @note(ptr %variable, i64 %turn)
  %r = call %await @gc.coro.await.i64(ptr @filled, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %kept = call i64 @unboxed(ptr addrspace(1) %box)
  %noted = load i64, ptr %variable
  %both = add i64 %kept, %noted
  %sum.next = add i64 %sum, %both
  %turn.next = add i64 %turn, 1
  %is.last = icmp eq i64 %turn.next, %last
  br i1 %is.last, label %end, label %work
work:
  br label %loop
end:
  call void @finish(i64 %number, i64 %sum.next)
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %thread) #1 {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %thread)
  ret ptr addrspace(1) %next
}

attributes #0 = { noinline sanitize_thread presplitcoroutine "gc-coro" "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" "gc-coro-reentered"="refused" ATTRIBUTE }
attributes #1 = { noinline sanitize_thread "gc-coro-model"="tracked:1" ATTRIBUTE }
