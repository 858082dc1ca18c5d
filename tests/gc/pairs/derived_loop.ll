; A derived pointer is carried by a loop that does not suspend and then is live across a suspension.
; FAULTS: raw-derived
; DECLARATIONS

define void @program() {
  call void @report(i64 7)
  call void @expected_ends()
  %object = call ptr addrspace(1) @array(i64 10)
  %frame = call ptr @f(ptr addrspace(1) %object)
  call void @drive(ptr %frame)
  ret void
}

define ptr @f(ptr addrspace(1) %object) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %object, %entry ], [ %next, %loop ]
  %next = getelementptr i8, ptr addrspace(1) %cursor, i64 8
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %next
  %more = icmp ult i64 %value, 7
  br i1 %more, label %loop, label %after
after:
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %again = load i64, ptr addrspace(1) %next
  call void @report(i64 %again)
  br label %final
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
