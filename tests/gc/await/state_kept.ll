; A generator keeps an object in its state, which no step changes, and each step makes an object that the next one needs. The state is
; old, and collections come before the step that made the object, and after it. That object is only in the state: a step hands it on
; without a barrier that names it, whether it looks at it or not.
; FAULTS: no-barrier
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

define ptr addrspace(1) @counter(i64 %size, ptr addrspace(1) %out) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @counter)
  %kept = call ptr addrspace(1) @boxed(i64 %size)
  call void @gc_poll()
  br label %loop
loop:
  %value = phi i64 [ 7, %entry ], [ %argument, %resumed ], [ %argument, %looks ]
  %box = call ptr addrspace(1) @boxed(i64 %value)
  %r = call %await @gc.coro.await.i64(ptr @counter, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  %argument = extractvalue %await %r, 2
  br i1 %is.resumed, label %resumed, label %on
on:
  ret ptr addrspace(1) %handle
resumed:
  call void @gc_store(ptr addrspace(1) %out, i64 0, ptr addrspace(1) %box)
  call void @gc_poll()
  %bit = and i64 %argument, 1
  %is.odd = icmp ne i64 %bit, 0
  br i1 %is.odd, label %looks, label %loop
looks:
  %number = call i64 @unboxed(ptr addrspace(1) %kept)
  %sum = call i64 @unboxed(ptr addrspace(1) %box)
  %both = add i64 %number, %sum
  %boxed = call ptr addrspace(1) @boxed(i64 %both)
  call void @gc_store(ptr addrspace(1) %out, i64 0, ptr addrspace(1) %boxed)
  br label %loop
}

; What comes out is what went in one step before; at odd steps 1000 more.
define void @program() {
entry:
  %out = call ptr addrspace(1) @pair(ptr addrspace(1) null, ptr addrspace(1) null)
  %begin = call ptr addrspace(1) @counter(i64 1000, ptr addrspace(1) %out)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %handle = phi ptr addrspace(1) [ %begin, %entry ], [ %later, %loop ]
  %sum = phi i64 [ 0, %entry ], [ %larger, %loop ]
  call void @gc_poll()
  %later = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %i)
  call void @gc_poll()
  %box = call ptr addrspace(1) @first(ptr addrspace(1) %out)
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  %larger = add i64 %sum, %value
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 100
  br i1 %more, label %loop, label %end
end:
  ; 7, 0, 1, ..., 98, and 50 times 1000
  call void @check(i64 %larger, i64 54858)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 1)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "frame-pointer"="all" }
