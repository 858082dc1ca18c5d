; A chain of a thousand continuations: each frame holds the next handle, and nothing else does. Each adds what is in its own box
; and calls the next one, so there are a thousand activations at the end.
; ENV: GC_SPACE=524288
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

@result = internal global i64 0

define ptr addrspace(1) @link(i64 %value, ptr addrspace(1) %outer) #0 {
  %box = call ptr addrspace(1) @boxed(i64 %value)
  %r = call %await @gc.coro.await.i64(ptr @link, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %so.far = extractvalue %await %r, 2
  br i1 %resumed, label %go.on, label %first
first:
  ret ptr addrspace(1) %handle
go.on:
  call void @gc_poll()
  %own = call i64 @unboxed(ptr addrspace(1) %box)
  %sum = add i64 %so.far, %own
  %last = icmp eq ptr addrspace(1) %outer, null
  br i1 %last, label %end, label %further
end:
  store i64 %sum, ptr @result
  br label %out
further:
  call void (ptr addrspace(1), ...) @gc.coro.resume(ptr addrspace(1) %outer, i64 %sum)
  ; Still there after the calls: the box is looked at once more.
  %again = call i64 @unboxed(ptr addrspace(1) %box)
  %result = load i64, ptr @result
  %more = add i64 %result, %again
  store i64 %more, ptr @result
  br label %out
out:
  call void @gc.coro.return()
  ret ptr addrspace(1) null
}

define void @program() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 1, %entry ], [ %next, %loop ]
  %chain = phi ptr addrspace(1) [ null, %entry ], [ %longer, %loop ]
  %longer = call ptr addrspace(1) @link(i64 %i, ptr addrspace(1) %chain)
  %next = add i64 %i, 1
  %more = icmp ule i64 %next, 1000
  br i1 %more, label %loop, label %run
run:
  call void (ptr addrspace(1), ...) @gc.coro.resume(ptr addrspace(1) %longer, i64 0)
  ; Twice the sum of 1 to 1000; the end does not add its 1 again.
  %result = load i64, ptr @result
  call void @check(i64 %result, i64 1000999)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
