; A generator of a million steps with a state that it makes once: one allocation. (Collections come in between.)
; DECLARATIONS
%await = type { ptr addrspace(1), i1 }

define ptr addrspace(1) @count(i64 %n, ptr addrspace(1) %out) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @count)
  %place = getelementptr i8, ptr addrspace(1) %out, i64 8
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %more = icmp ult i64 %i, %n
  br i1 %more, label %yield, label %end
yield:
  store i64 %i, ptr addrspace(1) %place
  %r = call %await @gc.coro.await(ptr @count, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  br i1 %is.resumed, label %resumed, label %on
on:
  ret ptr addrspace(1) %handle
resumed:
  %next = add i64 %i, 1
  br label %loop
end:
  ret ptr addrspace(1) null
}

define void @program() {
  %out = call ptr addrspace(1) @boxed(i64 0)
  %begin = call ptr addrspace(1) @count(i64 1000000, ptr addrspace(1) %out)
  %sum = call i64 @sum_of_steps(ptr addrspace(1) %begin, ptr addrspace(1) %out)
  call void @check(i64 %sum, i64 499999500000)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 1)
  ret void
}

; A poll every 65536 steps.
define i64 @sum_of_steps(ptr addrspace(1) %begin, ptr addrspace(1) %out) noinline {
entry:
  br label %loop
loop:
  %handle = phi ptr addrspace(1) [ %begin, %entry ], [ %next, %again ]
  %sum = phi i64 [ 0, %entry ], [ %larger, %again ]
  %done = icmp eq ptr addrspace(1) %handle, null
  br i1 %done, label %end, label %step
step:
  %value = call i64 @unboxed(ptr addrspace(1) %out)
  %larger = add i64 %sum, %value
  %low = and i64 %value, 65535
  %seldom = icmp eq i64 %low, 0
  br i1 %seldom, label %poll, label %again
poll:
  call void @gc_poll()
  br label %again
again:
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle)
  br label %loop
end:
  ret i64 %sum
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "frame-pointer"="all" }
