; Tasks whose continuations each run on another thread than the one before, while all threads collect at every allocation. What comes
; out is the same with one thread and with eight.
; FAULTS: raw-derived
; RUNTIMES: mmtk
; THREADS: yes
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

define ptr addrspace(1) @task(i64 %number, i64 %rounds) #0 {
entry:
  %numbers = call ptr addrspace(1) @array(i64 16)
  br label %loop
loop:
  %round = phi i64 [ 0, %entry ], [ %round.next, %work ]
  %history = phi ptr addrspace(1) [ null, %entry ], [ %longer, %work ]
  %field.offset = add i64 %round, 1
  %field = getelementptr i64, ptr addrspace(1) %numbers, i64 %field.offset
  %r = call %await @gc.coro.await.i64(ptr @task, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %last = icmp eq i64 %round, %rounds
  br i1 %last, label %end, label %work
work:
  %value = load i64, ptr addrspace(1) %field
  %seen = mul i64 %value, %number
  %longer = call ptr addrspace(1) @cons(i64 %seen, ptr addrspace(1) %history)
  %round.next = add i64 %round, 1
  br label %loop
end:
  %sum = call i64 @number_of(ptr addrspace(1) %history)
  call void @set_result(i64 %number, i64 %sum)
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @begun(i64 %number) {
  %handle = call ptr addrspace(1) @task(i64 %number, i64 10)
  ret ptr addrspace(1) %handle
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %turn) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %turn)
  ret ptr addrspace(1) %next
}

define void @with_threads(i64 %threads) {
entry:
  call void @on_threads(i64 %threads, i64 24)
  br label %loop
loop:
  %number = phi i64 [ 0, %entry ], [ %next, %loop ]
  %result = call i64 @result_of(i64 %number)
  ; 10 * 1 + 9 * 10 + ..., the last round first
  %expected = mul i64 %number, 1234567900
  call void @check(i64 %result, i64 %expected)
  %next = add i64 %number, 1
  %more = icmp ult i64 %next, 24
  br i1 %more, label %loop, label %end
end:
  ret void
}

define void @program() {
  call void @with_threads(i64 1)
  call void @with_threads(i64 2)
  call void @with_threads(i64 8)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-reentered"="gc_refused" "frame-pointer"="all" }
