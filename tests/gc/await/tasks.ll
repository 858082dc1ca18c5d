; Five tasks in turn under a scheduler whose queue is on the heap. A task is given a message (an object) and leaves another for the
; next one; it remembers all that it saw.
; FAULTS: late-fill
; DECLARATIONS
%await = type { ptr addrspace(1), i1, ptr addrspace(1) }

@seen = internal global i64 0

define ptr addrspace(1) @task(i64 %number, ptr addrspace(1) %outbox, i64 %rounds) #0 {
entry:
  br label %loop
loop:
  %round = phi i64 [ 0, %entry ], [ %round.next, %work ]
  %history = phi ptr addrspace(1) [ null, %entry ], [ %longer, %work ]
  %r = call %await @gc.coro.await.p1(ptr @task, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %message = extractvalue %await %r, 2
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %last = icmp eq i64 %round, %rounds
  br i1 %last, label %end, label %work
work:
  %value = call i64 @unboxed(ptr addrspace(1) %message)
  %longer = call ptr addrspace(1) @cons(i64 %value, ptr addrspace(1) %history)
  %own = add i64 %number, %round
  %answer = add i64 %value, %own
  %box = call ptr addrspace(1) @boxed(i64 %answer)
  call void @gc_store(ptr addrspace(1) %outbox, i64 0, ptr addrspace(1) %box)
  %round.next = add i64 %round, 1
  br label %loop
end:
  call void @look_back(ptr addrspace(1) %history)
  ret ptr addrspace(1) null
}

; What a task saw, all together.
define void @look_back(ptr addrspace(1) %history) noinline {
entry:
  br label %loop
loop:
  %rest = phi ptr addrspace(1) [ %history, %entry ], [ %further, %some ]
  %none = icmp eq ptr addrspace(1) %rest, null
  br i1 %none, label %end, label %some
some:
  %value = call i64 @head(ptr addrspace(1) %rest)
  %before = load i64, ptr @seen
  %after = add i64 %before, %value
  store i64 %after, ptr @seen
  %further = call ptr addrspace(1) @tail(ptr addrspace(1) %rest)
  br label %loop
end:
  ret void
}

define ptr addrspace(1) @started(i64 %number, ptr addrspace(1) %outbox) {
  %handle = call ptr addrspace(1) @task(i64 %number, ptr addrspace(1) %outbox, i64 20)
  ret ptr addrspace(1) %handle
}

define ptr addrspace(1) @given(ptr addrspace(1) %handle, ptr addrspace(1) %message) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, ptr addrspace(1) %message)
  ret ptr addrspace(1) %next
}

define void @program() {
  %last = call i64 @round_robin(i64 5)
  ; 20 rounds of 0 + 1 + 2 + 3 + 4, and 5 tasks with 0 + 1 + ... + 19
  call void @check(i64 %last, i64 1150)
  %seen = load i64, ptr @seen
  %expected = call i64 @round_robin_plain(i64 5, i64 20)
  call void @check(i64 %seen, i64 %expected)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
