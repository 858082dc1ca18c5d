; Generators of generators: after each prime number a filter that holds the handle of the one before it, each with a state of its
; own. The handles are in nothing but these states.
; DECLARATIONS
%await = type { ptr addrspace(1), i1 }

; Leaves the numbers from 2 to `limit` in `out`, one at each call.
define ptr addrspace(1) @numbers(i64 %limit, ptr addrspace(1) %out) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @numbers)
  br label %loop
loop:
  %i = phi i64 [ 2, %entry ], [ %next, %some ]
  %r = call %await @gc.coro.await(ptr @numbers, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  br i1 %is.resumed, label %resumed, label %on
on:
  ret ptr addrspace(1) %handle
resumed:
  %more = icmp ule i64 %i, %limit
  br i1 %more, label %some, label %end
some:
  %place = getelementptr i8, ptr addrspace(1) %out, i64 8
  store i64 %i, ptr addrspace(1) %place
  %next = add i64 %i, 1
  br label %loop
end:
  ret ptr addrspace(1) null
}

; Of what `inner` leaves in `out`, lets only what `prime` does not divide stay there.
define ptr addrspace(1) @filter(ptr addrspace(1) %inner, i64 %prime, ptr addrspace(1) %out) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @filter)
  br label %loop
loop:
  %current = phi ptr addrspace(1) [ %inner, %entry ], [ %next, %value ]
  %r = call %await @gc.coro.await(ptr @filter, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  br i1 %is.resumed, label %step, label %on
on:
  ret ptr addrspace(1) %handle
step:
  %before = phi ptr addrspace(1) [ %current, %loop ], [ %next, %value ]
  call void @gc_poll()
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %before)
  %none = icmp eq ptr addrspace(1) %next, null
  br i1 %none, label %end, label %value
value:
  %number = call i64 @unboxed(ptr addrspace(1) %out)
  %rest = urem i64 %number, %prime
  %divides = icmp eq i64 %rest, 0
  br i1 %divides, label %step, label %loop
end:
  ret ptr addrspace(1) null
}

; The primes to 50 are 15; their sum is 328.
define void @program() {
entry:
  %out = call ptr addrspace(1) @boxed(i64 0)
  %begin = call ptr addrspace(1) @numbers(i64 50, ptr addrspace(1) %out)
  br label %loop
loop:
  %handle = phi ptr addrspace(1) [ %begin, %entry ], [ %longer, %prime ]
  %sum = phi i64 [ 0, %entry ], [ %larger, %prime ]
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle)
  %none = icmp eq ptr addrspace(1) %next, null
  br i1 %none, label %end, label %prime
prime:
  %value = call i64 @unboxed(ptr addrspace(1) %out)
  %larger = add i64 %sum, %value
  %longer = call ptr addrspace(1) @filter(ptr addrspace(1) %next, i64 %value, ptr addrspace(1) %out)
  br label %loop
end:
  call void @check(i64 %sum, i64 328)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 16)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "frame-pointer"="all" }
