; Two generators want the same buffer: the second gets a state on the heap instead. A third one takes the buffer when it is free
; again. What each holds is its own.
; DECLARATIONS
%await = type { ptr addrspace(1), i1 }

define ptr addrspace(1) @repeat(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 %value) #0 {
entry:
  %out = call ptr addrspace(1) @pair(ptr addrspace(1) null, ptr addrspace(1) null)
  %state = call ptr addrspace(1) @gc.coro.acquire(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes)
  br label %loop
loop:
  %box = call ptr addrspace(1) @boxed(i64 %value)
  %r = call %await @gc.coro.await(ptr @repeat, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %again, label %on
on:
  %both = call ptr addrspace(1) @pair(ptr addrspace(1) %handle, ptr addrspace(1) %out)
  ret ptr addrspace(1) %both
again:
  call void @gc_store(ptr addrspace(1) %out, i64 0, ptr addrspace(1) %box)
  br label %loop
}

; The handle of the generator and its result; a step gives the new pair.
define ptr addrspace(1) @step(ptr addrspace(1) %both, i64 %expected) noinline {
  call void @gc_poll()
  %handle = call ptr addrspace(1) @first(ptr addrspace(1) %both)
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle)
  %out = call ptr addrspace(1) @second(ptr addrspace(1) %next)
  %box = call ptr addrspace(1) @first(ptr addrspace(1) %out)
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  call void @check(i64 %value, i64 %expected)
  ret ptr addrspace(1) %next
}

define void @program() {
  %pointers = call i64 @gc.coro.size.pointers(ptr @repeat)
  %bytes = call i64 @gc.coro.size.bytes(ptr @repeat)
  %words = mul i64 %pointers, 8
  %rest = add i64 %bytes, 16
  %size = add i64 %words, %rest
  %memory = alloca i8, i64 %size, align 8
  %buffer = call ptr addrspace(1) @register_buffer(ptr %memory)
  %a = call ptr addrspace(1) @repeat(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 11)
  %b = call ptr addrspace(1) @repeat(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 22)
  %a2 = call ptr addrspace(1) @step(ptr addrspace(1) %a, i64 11)
  %b2 = call ptr addrspace(1) @step(ptr addrspace(1) %b, i64 22)
  %a3 = call ptr addrspace(1) @step(ptr addrspace(1) %a2, i64 11)
  ; The first has ended, as far as its caller is concerned.
  store ptr null, ptr %memory
  call void @gc_poll()
  %c = call ptr addrspace(1) @repeat(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 33)
  %b3 = call ptr addrspace(1) @step(ptr addrspace(1) %b2, i64 22)
  %c2 = call ptr addrspace(1) @step(ptr addrspace(1) %c, i64 33)
  call void @unregister_buffer(ptr %memory)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 1)
  ret void
}

define ptr addrspace(1) @on_the_heap(ptr addrspace(1) %buffer, ptr %descriptor) {
  %state = call ptr addrspace(1) @gc_await_new(ptr %descriptor)
  ret ptr addrspace(1) %state
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "gc-coro-acquire-failed"="on_the_heap" "frame-pointer"="all" }
