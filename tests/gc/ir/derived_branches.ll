; Base and offset both depend on the path: a phi of a derived pointer, of a base, and of null.
; FAULTS: empty-maps raw-derived
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %case = urem i64 %i, 3
  %is.null = icmp eq i64 %case, 2
  %element = add i64 %i, 1
  %header = icmp eq i64 %case, 1
  ; Case 1 is the object itself: its header says 20 * 8 bytes, which is 320 with its lowest bit, and the highest bit is set.
  %some = select i1 %header, i64 -9223372036854775488, i64 %element
  %value = select i1 %is.null, i64 -1, i64 %some
  call void @report(i64 %value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 15
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %object = call ptr addrspace(1) @array(i64 20)
  %frame = call ptr @walk(ptr addrspace(1) %object, i64 15)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(ptr addrspace(1) %object, i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %again ]
  %case = urem i64 %i, 3
  switch i64 %case, label %join [ i64 0, label %element
                                 i64 1, label %header ]
element:
  %base = getelementptr i8, ptr addrspace(1) %object, i64 8
  %at = getelementptr i64, ptr addrspace(1) %base, i64 %i
  br label %join
header:
  call void @gc_poll()
  br label %join
join:
  %cursor = phi ptr addrspace(1) [ %at, %element ], [ %object, %header ], [ null, %loop ]
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %is.null = icmp eq ptr addrspace(1) %cursor, null
  br i1 %is.null, label %none, label %some
none:
  call void @report(i64 -1)
  br label %again
some:
  %value = load i64, ptr addrspace(1) %cursor
  call void @report(i64 %value)
  br label %again
again:
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
