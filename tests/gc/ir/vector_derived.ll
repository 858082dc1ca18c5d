; A vector of derived pointers is live across a suspension: two lanes into two objects, made by one getelementptr.
; FAULTS: raw-derived
; FAULT-LEVEL: bare
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %one = add i64 %i, 1
  call void @report(i64 %one)
  %other = sub i64 10, %i
  call void @report(i64 %other)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 10
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %a = call ptr addrspace(1) @array(i64 10)
  %b = call ptr addrspace(1) @array(i64 10)
  %frame = call ptr @walk(ptr addrspace(1) %a, ptr addrspace(1) %b, i64 10)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(ptr addrspace(1) %a, ptr addrspace(1) %b, i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %half = insertelement <2 x ptr addrspace(1)> poison, ptr addrspace(1) %a, i32 0
  %both = insertelement <2 x ptr addrspace(1)> %half, ptr addrspace(1) %b, i32 1
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %one = add i64 %i, 1
  %other = sub i64 %count, %i
  %index.half = insertelement <2 x i64> poison, i64 %one, i32 0
  %index = insertelement <2 x i64> %index.half, i64 %other, i32 1
  %cursors = getelementptr i64, <2 x ptr addrspace(1)> %both, <2 x i64> %index
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %left = extractelement <2 x ptr addrspace(1)> %cursors, i32 0
  %left.value = load i64, ptr addrspace(1) %left
  call void @report(i64 %left.value)
  %right = extractelement <2 x ptr addrspace(1)> %cursors, i32 1
  %right.value = load i64, ptr addrspace(1) %right
  call void @report(i64 %right.value)
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
