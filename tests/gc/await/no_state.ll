; Handles of awaits without state are constants: references outside of the heap, in objects, in frames and on the stack.
; DECLARATIONS
%await = type { ptr addrspace(1), i1, ptr addrspace(1) }

@sum = internal global i64 0

; Answers each message by itself; the handle is the same for all.
define ptr addrspace(1) @server() #0 {
  %r = call %await @gc.coro.await.p1(ptr @server, ptr addrspace(1) null, i32 2)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %message = extractvalue %await %r, 2
  br i1 %resumed, label %answer, label %on
on:
  ret ptr addrspace(1) %handle
answer:
  call void @gc_poll()
  %value = call i64 @unboxed(ptr addrspace(1) %message)
  %before = load i64, ptr @sum
  %after = add i64 %before, %value
  store i64 %after, ptr @sum
  ret ptr addrspace(1) %message
}

; Holds the server's handle in its own frame.
define ptr addrspace(1) @client(ptr addrspace(1) %server, i64 %rounds) #0 {
entry:
  br label %loop
loop:
  %left = phi i64 [ %rounds, %entry ], [ %fewer, %resumed ]
  %more = icmp ne i64 %left, 0
  br i1 %more, label %ask, label %end
ask:
  %r = call %await @gc.coro.await.p1(ptr @client, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  %message = extractvalue %await %r, 2
  br i1 %is.resumed, label %resumed, label %on
on:
  ret ptr addrspace(1) %handle
resumed:
  %answer = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %server, ptr addrspace(1) %message)
  %fewer = sub i64 %left, 1
  br label %loop
end:
  ret ptr addrspace(1) null
}

define void @program() {
entry:
  %server = call ptr addrspace(1) @server()
  %known = call ptr addrspace(1) @pair(ptr addrspace(1) %server, ptr addrspace(1) null)
  call void @gc_poll()
  %same = call ptr addrspace(1) @first(ptr addrspace(1) %known)
  %begin = call ptr addrspace(1) @client(ptr addrspace(1) %same, i64 10)
  br label %loop
loop:
  %handle = phi ptr addrspace(1) [ %begin, %entry ], [ %next, %step ]
  %i = phi i64 [ 1, %entry ], [ %later, %step ]
  %done = icmp eq ptr addrspace(1) %handle, null
  br i1 %done, label %end, label %step
step:
  %message = call ptr addrspace(1) @boxed(i64 %i)
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, ptr addrspace(1) %message)
  %later = add i64 %i, 1
  br label %loop
end:
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 55)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 10)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
