; A cursor that comes out of one of two arrays, by a select whose condition changes at each step.
; FAULTS: empty-maps raw-derived
; FAULT-LEVEL: bare
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  ; Element i + 1 of the first array for even i, element i + 2 of the second (whose elements are doubled) for odd i.
  %odd = and i64 %i, 1
  %is.odd = icmp ne i64 %odd, 0
  %one = add i64 %i, 1
  %two = add i64 %i, 2
  %double = mul i64 %two, 2
  %value = select i1 %is.odd, i64 %double, i64 %one
  call void @report(i64 %value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 16
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %object = call ptr addrspace(1) @array(i64 20)
  %other = call ptr addrspace(1) @doubled(i64 20)
  %frame = call ptr @walk(ptr addrspace(1) %object, ptr addrspace(1) %other, i64 16)
  call void @drive(ptr %frame)
  ret void
}

define ptr addrspace(1) @doubled(i64 %count) noinline {
  %made = call ptr addrspace(1) @array(i64 %count)
  br label %loop
loop:
  %i = phi i64 [ 1, %0 ], [ %next, %loop ]
  %at = getelementptr i64, ptr addrspace(1) %made, i64 %i
  %value = load i64, ptr addrspace(1) %at
  %double = mul i64 %value, 2
  store i64 %double, ptr addrspace(1) %at
  %next = add i64 %i, 1
  %more = icmp ule i64 %next, %count
  br i1 %more, label %loop, label %done
done:
  ret ptr addrspace(1) %made
}

define ptr @walk(ptr addrspace(1) %object, ptr addrspace(1) %other, i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %odd = and i64 %i, 1
  %is.odd = icmp ne i64 %odd, 0
  %at = getelementptr i64, ptr addrspace(1) %object, i64 %i
  %one = getelementptr i8, ptr addrspace(1) %at, i64 8
  %two = getelementptr [20 x i64], ptr addrspace(1) %other, i64 0, i64 %i
  %three = getelementptr i8, ptr addrspace(1) %two, i64 16
  %cursor = select i1 %is.odd, ptr addrspace(1) %three, ptr addrspace(1) %one
  call void @gc_poll()
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %cursor
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
