; Two coroutines resume each other by their handles, each with references and a cursor of its own; both are destroyed
; in the middle, and what they held is dead.
; FAULTS: empty-maps raw-derived
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 1, %0 ], [ %next, %loop ]
  call void @report(i64 %i)
  %other = sub i64 10, %i
  call void @report(i64 %other)
  %next = add i64 %i, 1
  %more = icmp ule i64 %next, 6
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %watches = call ptr addrspace(1) @array(i64 2)
  %inner = call ptr @count(ptr addrspace(1) %watches, i64 9, i64 -1, i64 1)
  %outer = call ptr @outer(ptr addrspace(1) %watches, ptr %inner)
  call void @steps(ptr %outer, i64 6)
  call void @llvm.coro.destroy(ptr %outer)
  call void @llvm.coro.destroy(ptr %inner)
  call void @gc_poll()
  %at.one = getelementptr i64, ptr addrspace(1) %watches, i64 1
  %one = load i64, ptr addrspace(1) %at.one
  %one.watch = trunc i64 %one to i32
  call void @expect_dead(i32 %one.watch)
  %at.two = getelementptr i64, ptr addrspace(1) %watches, i64 2
  %two = load i64, ptr addrspace(1) %at.two
  %two.watch = trunc i64 %two to i32
  call void @expect_dead(i32 %two.watch)
  ret void
}

define void @steps(ptr %frame, i64 %count) noinline {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  call void @gc_poll()
  call void @llvm.coro.resume(ptr %frame)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %count
  br i1 %more, label %loop, label %done
done:
  ret void
}

; Reports the elements of an array from number `from` on, in steps; leaves a watch of it at `slot`.
define ptr @count(ptr addrspace(1) %watches, i64 %from, i64 %step, i64 %slot) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %numbers = call ptr addrspace(1) @array(i64 12)
  %watch = call i32 @gc_watch(ptr addrspace(1) %numbers)
  %wide = zext i32 %watch to i64
  %place = getelementptr i64, ptr addrspace(1) %watches, i64 %slot
  store i64 %wide, ptr addrspace(1) %place
  %first = getelementptr i64, ptr addrspace(1) %numbers, i64 %from
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %first, %entry ], [ %next, %resumed ]
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %cursor
  call void @report(i64 %value)
  %next = getelementptr i64, ptr addrspace(1) %cursor, i64 %step
  br label %loop
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

define ptr @outer(ptr addrspace(1) %watches, ptr %inner) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %numbers = call ptr addrspace(1) @array(i64 12)
  %watch = call i32 @gc_watch(ptr addrspace(1) %numbers)
  %wide = zext i32 %watch to i64
  %place = getelementptr i64, ptr addrspace(1) %watches, i64 2
  store i64 %wide, ptr addrspace(1) %place
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %numbers, %entry ], [ %next, %resumed ]
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  %next = getelementptr i8, ptr addrspace(1) %cursor, i64 8
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %next
  call void @report(i64 %value)
  call void @llvm.coro.resume(ptr %inner)
  br label %loop
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
