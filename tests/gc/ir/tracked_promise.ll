; The promise has references between numbers. Both sides read and write it; what is no longer there is dead.
; DECLARATIONS

%promise = type { i32, ptr addrspace(1), i64, ptr addrspace(1) }

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %square = mul i64 %i, %i
  call void @report(i64 %square)
  %twice = mul i64 %i, 2
  call void @report(i64 %twice)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 10
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %frame = call ptr @squares(i64 10)
  call void @ask(ptr %frame, i64 10)
  ret void
}

; The outside: reads what the coroutine left, and leaves the double of the step's number there.
define void @ask(ptr %frame, i64 %count) noinline {
  %promise = call ptr @llvm.coro.promise(ptr %frame, i32 8, i1 false)
  %out = getelementptr %promise, ptr %promise, i32 0, i32 1
  %in = getelementptr %promise, ptr %promise, i32 0, i32 3
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  call void @gc_poll()
  %box = load ptr addrspace(1), ptr %out
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  call void @report(i64 %value)
  %twice = mul i64 %i, 2
  %answer = call ptr addrspace(1) @boxed(i64 %twice)
  store ptr addrspace(1) %answer, ptr %in
  call void @gc_poll()
  call void @llvm.coro.resume(ptr %frame)
  %next = add i64 %i, 1
  %done = call i1 @llvm.coro.done(ptr %frame)
  br i1 %done, label %end, label %loop
end:
  call void @llvm.coro.destroy(ptr %frame)
  ret void
}

define ptr @squares(i64 %count) noinline presplitcoroutine {
entry:
  %promise = alloca %promise, align 8
  %id = call token @llvm.coro.id(i32 8, ptr %promise, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %out = getelementptr %promise, ptr %promise, i32 0, i32 1
  %in = getelementptr %promise, ptr %promise, i32 0, i32 3
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %square = mul i64 %i, %i
  %box = call ptr addrspace(1) @boxed(i64 %square)
  %watch = call i32 @gc_watch(ptr addrspace(1) %box)
  store ptr addrspace(1) %box, ptr %out
  store ptr addrspace(1) null, ptr %in
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @expect_alive(i32 %watch)
  store ptr addrspace(1) null, ptr %out
  call void @gc_poll()
  call void @expect_dead(i32 %watch)
  %answer = load ptr addrspace(1), ptr %in
  %value = call i64 @unboxed(ptr addrspace(1) %answer)
  call void @report(i64 %value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %count
  br i1 %more, label %loop, label %final
final:
  %s.b = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.b, label %suspended [ i8 1, label %cleanup ]
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
