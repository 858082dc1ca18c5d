; Vectors of references that are live across suspensions; each lane is a root of its own, one of them null at first.
; FAULTS: empty-maps
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  call void @report(i64 %i)
  %other = add i64 %i, 50
  call void @report(i64 %other)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 10
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %frame = call ptr @walk(i64 10)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed_b ]
  %one = call ptr addrspace(1) @boxed(i64 %i)
  %half = insertelement <2 x ptr addrspace(1)> zeroinitializer, ptr addrspace(1) %one, i32 0
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed_a
                                   i8 1, label %cleanup ]
resumed_a:
  %fifty = add i64 %i, 50
  %other = call ptr addrspace(1) @boxed(i64 %fifty)
  %full = insertelement <2 x ptr addrspace(1)> %half, ptr addrspace(1) %other, i32 1
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %resumed_b
                                   i8 1, label %cleanup ]
resumed_b:
  call void @gc_poll()
  %left = extractelement <2 x ptr addrspace(1)> %full, i32 0
  %left.value = call i64 @unboxed(ptr addrspace(1) %left)
  call void @report(i64 %left.value)
  %right = extractelement <2 x ptr addrspace(1)> %full, i32 1
  %right.value = call i64 @unboxed(ptr addrspace(1) %right)
  call void @report(i64 %right.value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %count
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
