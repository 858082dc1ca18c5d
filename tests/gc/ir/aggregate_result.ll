; A call's result { reference, number } is live across a suspension as one value, and once more in a larger struct.
; FAULTS: whole-aggregates
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  call void @report(i64 %i)
  %value = sub i64 8, %i
  call void @report(i64 %value)
  call void @report(i64 %value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 8
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %list = call ptr addrspace(1) @list(i64 8)
  %frame = call ptr @walk(ptr addrspace(1) %list, i64 8)
  call void @drive(ptr %frame)
  ret void
}

; The list of count, count - 1, ..., 1.
define ptr addrspace(1) @list(i64 %count) noinline {
  br label %loop
loop:
  %rest = phi ptr addrspace(1) [ null, %0 ], [ %cell, %loop ]
  %i = phi i64 [ 1, %0 ], [ %next, %loop ]
  %cell = call ptr addrspace(1) @gc_alloc(i32 1, i32 8)
  call void @gc_store(ptr addrspace(1) %cell, i64 0, ptr addrspace(1) %rest)
  %at = getelementptr i64, ptr addrspace(1) %cell, i64 2
  store i64 %i, ptr addrspace(1) %at
  %next = add i64 %i, 1
  %more = icmp ule i64 %next, %count
  br i1 %more, label %loop, label %done
done:
  ret ptr addrspace(1) %cell
}

define ptr @walk(ptr addrspace(1) %list, i64 %count) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed_b ]
  %wanted = sub i64 %count, %i
  %pair = call { ptr addrspace(1), i64 } @found(ptr addrspace(1) %list, i64 %wanted)
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed_a
                                   i8 1, label %cleanup ]
resumed_a:
  %steps = extractvalue { ptr addrspace(1), i64 } %pair, 1
  call void @report(i64 %steps)
  %inner = insertvalue { i32, { ptr addrspace(1), i64 }, [2 x ptr addrspace(1)] } { i32 7, { ptr addrspace(1), i64 } zeroinitializer, [2 x ptr addrspace(1)] zeroinitializer }, { ptr addrspace(1), i64 } %pair, 1
  %where = extractvalue { ptr addrspace(1), i64 } %pair, 0
  %larger = insertvalue { i32, { ptr addrspace(1), i64 }, [2 x ptr addrspace(1)] } %inner, ptr addrspace(1) %where, 2, 1
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %resumed_b
                                   i8 1, label %cleanup ]
resumed_b:
  %one = extractvalue { i32, { ptr addrspace(1), i64 }, [2 x ptr addrspace(1)] } %larger, 1, 0
  %one.at = getelementptr i64, ptr addrspace(1) %one, i64 2
  %one.value = load i64, ptr addrspace(1) %one.at
  call void @report(i64 %one.value)
  %two = extractvalue { i32, { ptr addrspace(1), i64 }, [2 x ptr addrspace(1)] } %larger, 2, 1
  %two.at = getelementptr i64, ptr addrspace(1) %two, i64 2
  %two.value = load i64, ptr addrspace(1) %two.at
  call void @report(i64 %two.value)
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
