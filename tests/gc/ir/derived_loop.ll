; A cursor into an array is a phi of the loop that suspends; the array itself is not used after the loop's entry.
; FAULTS: empty-maps raw-derived
; DECLARATIONS

define void @program() {
  %plain = call ptr addrspace(1) @array(i64 20)
  %first = getelementptr i8, ptr addrspace(1) %plain, i64 8
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %at = getelementptr i64, ptr addrspace(1) %first, i64 %i
  %value = load i64, ptr addrspace(1) %at
  call void @report(i64 %value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 20
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %object = call ptr addrspace(1) @array(i64 20)
  %frame = call ptr @walk(ptr addrspace(1) %object, i64 20)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(ptr addrspace(1) %object, i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %first = getelementptr i8, ptr addrspace(1) %object, i64 8
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %first, %entry ], [ %next, %resumed ]
  %left = phi i64 [ %count, %entry ], [ %fewer, %resumed ]
  %more = icmp ne i64 %left, 0
  br i1 %more, label %step, label %final
step:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %cursor
  call void @report(i64 %value)
  %next = getelementptr i64, ptr addrspace(1) %cursor, i64 1
  %fewer = sub i64 %left, 1
  br label %loop
final:
  %f = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %f, label %suspended [ i8 1, label %cleanup ]
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
