; Cursors at and before the edges of an object: one after its last byte that walks backwards, and a negative distance
; from another derived pointer.
; FAULTS: empty-maps raw-derived
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 12, %0 ], [ %next, %loop ]
  call void @report(i64 %i)
  %square = mul i64 %i, 7
  call void @report(i64 %square)
  %next = sub i64 %i, 1
  %more = icmp ne i64 %next, 0
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %object = call ptr addrspace(1) @array(i64 12)
  %frame = call ptr @walk(ptr addrspace(1) %object)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(ptr addrspace(1) %object) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %first = getelementptr i8, ptr addrspace(1) %object, i64 8
  %end = getelementptr [12 x i64], ptr addrspace(1) %first, i64 1
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %end, %entry ], [ %before, %resumed_b ]
  call void @gc_poll()
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %before = getelementptr i64, ptr addrspace(1) %cursor, i64 -1
  %value = load i64, ptr addrspace(1) %before
  call void @report(i64 %value)
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %resumed_b
                                   i8 1, label %cleanup ]
resumed_b:
  call void @gc_poll()
  %again = load i64, ptr addrspace(1) %before
  %product = mul i64 %again, 7
  call void @report(i64 %product)
  %more = icmp ne i64 %again, 1
  br i1 %more, label %loop, label %final
final:
  %s.c = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.c, label %suspended [ i8 1, label %cleanup ]
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
