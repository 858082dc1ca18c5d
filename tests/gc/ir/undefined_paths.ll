; References that are undef, poison or null on some paths: the frame's word must be one that a collector can look at.
; FAULTS: empty-maps
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %case = urem i64 %i, 3
  %made = icmp eq i64 %case, 1
  %value = select i1 %made, i64 %i, i64 -5
  call void @report(i64 %value)
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
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %again ]
  %case = urem i64 %i, 3
  switch i64 %case, label %join [ i64 1, label %make
                                 i64 2, label %other ]
make:
  %box = call ptr addrspace(1) @boxed(i64 %i)
  br label %join
other:
  call void @gc_poll()
  br label %join
join:
  %maybe = phi ptr addrspace(1) [ %box, %make ], [ undef, %other ], [ poison, %loop ]
  %pair = phi { ptr addrspace(1), i64 } [ undef, %make ], [ poison, %other ], [ zeroinitializer, %loop ]
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %used = icmp eq i64 %case, 1
  br i1 %used, label %some, label %none
some:
  %value = call i64 @unboxed(ptr addrspace(1) %maybe)
  call void @report(i64 %value)
  br label %again
none:
  %first = icmp eq i64 %case, 0
  %number = extractvalue { ptr addrspace(1), i64 } %pair, 1
  %zero = select i1 %first, i64 %number, i64 0
  %five = sub i64 %zero, 5
  call void @report(i64 %five)
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
