; Eight threads call the handle of one task, again and again: each turn is one thread's, and the others are refused. A turn fills the
; state again, or makes another frame. Each finds what the turn before it has left, also where it has just been published.
; FAULTS: open-entrance
; RUNTIMES: mmtk
; THREADS: yes
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

define ptr addrspace(1) @filled(i64 %last) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @filled)
  br label %loop
loop:
  %turn = phi i64 [ 0, %entry ], [ %turn.next, %work ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %work ]
  %box = phi ptr addrspace(1) [ null, %entry ], [ %box.next, %work ]
  %r = call %await @gc.coro.await.i64(ptr @filled, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %is.last = icmp eq i64 %turn, %last
  br i1 %is.last, label %end, label %work
work:
  ; 0, or the turn in the box
  %kept = call i64 @kept(ptr addrspace(1) %box)
  %sum.next = add i64 %sum, %kept
  %turn.next = add i64 %turn, 1
  %box.next = call ptr addrspace(1) @boxed(i64 %turn.next)
  br label %loop
end:
  call void @set_result(i64 0, i64 %sum)
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @made(i64 %last) #0 {
entry:
  br label %loop
loop:
  %turn = phi i64 [ 0, %entry ], [ %turn.next, %work ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %work ]
  %box = phi ptr addrspace(1) [ null, %entry ], [ %box.next, %work ]
  %r = call %await @gc.coro.await.i64(ptr @made, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %is.last = icmp eq i64 %turn, %last
  br i1 %is.last, label %end, label %work
work:
  %kept = call i64 @kept(ptr addrspace(1) %box)
  %sum.next = add i64 %sum, %kept
  %turn.next = add i64 %turn, 1
  %box.next = call ptr addrspace(1) @boxed(i64 %turn.next)
  br label %loop
end:
  call void @set_result(i64 0, i64 %sum)
  ret ptr addrspace(1) null
}

define i64 @kept(ptr addrspace(1) %box) {
  %is.null = icmp eq ptr addrspace(1) %box, null
  br i1 %is.null, label %none, label %some
none:
  ret i64 0
some:
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  ret i64 %value
}

@makes.frames = internal global i1 false

define ptr addrspace(1) @begun(i64 %number) {
  %makes = load i1, ptr @makes.frames
  br i1 %makes, label %of.made, label %of.filled
of.made:
  %one = call ptr addrspace(1) @made(i64 200)
  ret ptr addrspace(1) %one
of.filled:
  %other = call ptr addrspace(1) @filled(i64 200)
  ret ptr addrspace(1) %other
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %thread) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %thread)
  ret ptr addrspace(1) %next
}

define void @with_threads(i64 %threads, i1 %makes) {
  store i1 %makes, ptr @makes.frames
  %turns = call i64 @contended(i64 %threads)
  call void @check(i64 %turns, i64 200)
  ; 0 + 1 + ... + 199
  %sum = call i64 @result_of(i64 0)
  call void @check(i64 %sum, i64 19900)
  ret void
}

define void @program() {
  call void @with_threads(i64 1, i1 false)
  call void @with_threads(i64 8, i1 false)
  call void @with_threads(i64 1, i1 true)
  call void @with_threads(i64 8, i1 true)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "gc-coro-reentered"="gc_refused" "frame-pointer"="all" }
