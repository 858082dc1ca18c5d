; A reference made between llvm.coro.save and llvm.coro.suspend, with a collection there: the state says "suspended here"
; already, and the map's word is filled in time. Another collection comes before the frame has begun.
; FAULTS: empty-maps
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  call void @report(i64 %i)
  %other = mul i64 %i, 3
  call void @report(i64 %other)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 12
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %frame = call ptr @walk(i64 12)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  call void @gc_poll()
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %before = call ptr addrspace(1) @boxed(i64 %i)
  %save = call token @llvm.coro.save(ptr %frame)
  %three = mul i64 %i, 3
  %between = call ptr addrspace(1) @boxed(i64 %three)
  call void @gc_poll()
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = call i64 @unboxed(ptr addrspace(1) %before)
  call void @report(i64 %value)
  %other = call i64 @unboxed(ptr addrspace(1) %between)
  call void @report(i64 %other)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %count
  br i1 %more, label %loop, label %final
final:
  %s.a = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.a, label %suspended [ i8 1, label %cleanup ]
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
