; Two cursors into two arrays that change places at each step: a cycle of phis, each with the other's base.
; FAULTS: empty-maps raw-derived
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %half = lshr i64 %i, 1
  %value = add i64 %half, 1
  call void @report(i64 %value)
  %odd = and i64 %i, 1
  call void @report(i64 %odd)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 18
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %one = call ptr addrspace(1) @array(i64 10)
  %other = call ptr addrspace(1) @array(i64 10)
  %frame = call ptr @walk(ptr addrspace(1) %one, ptr addrspace(1) %other, i64 18)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(ptr addrspace(1) %one, ptr addrspace(1) %other, i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %first = getelementptr i8, ptr addrspace(1) %one, i64 8
  %second = getelementptr i8, ptr addrspace(1) %other, i64 8
  br label %loop
loop:
  %now = phi ptr addrspace(1) [ %first, %entry ], [ %later, %resumed ]
  %later = phi ptr addrspace(1) [ %second, %entry ], [ %advanced, %resumed ]
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %now
  call void @report(i64 %value)
  ; The cursor of an even step is in the first array: its distance from there is known.
  %odd = and i64 %i, 1
  call void @report(i64 %odd)
  %advanced = getelementptr i64, ptr addrspace(1) %now, i64 1
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
