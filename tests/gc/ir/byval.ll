; A byval argument with references, which a coroutine uses after suspensions. No map describes the caller's memory, and a collection
; comes before there is a frame. The second coroutine hands its copy on as a byval argument, from the frame to the stack.
; DECLARATIONS

%given = type { i64, ptr addrspace(1), i32, ptr addrspace(1) }

define void @program() {
  br label %expected
expected:
  %i = phi i64 [ 0, %0 ], [ %next, %expected ]
  %one = add i64 %i, 100
  %two = add i64 %i, 200
  call void @report(i64 7)
  call void @report(i64 %one)
  call void @report(i64 %two)
  call void @report(i64 9)
  call void @report(i64 %one)
  call void @report(i64 %two)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 5
  br i1 %more, label %expected, label %coroutines
coroutines:
  call void @expected_ends()
  br label %loop
loop:
  %n = phi i64 [ 0, %coroutines ], [ %n.next, %loop ]
  %frame = call ptr @make(i64 %n)
  call void @drive(ptr %frame)
  %n.next = add i64 %n, 1
  %n.more = icmp ult i64 %n.next, 5
  br i1 %n.more, label %loop, label %end
end:
  ret void
}

; Nothing collects between the stores and the call, which copies the memory.
define ptr @make(i64 %n) noinline {
  %memory = alloca [4 x i64], align 8
  %a = add i64 %n, 100
  %b = add i64 %n, 200
  %first = call ptr addrspace(1) @boxed(i64 %a)
  %second = call ptr addrspace(1) @boxed(i64 %b)
  %first.addr = getelementptr i8, ptr %memory, i64 8
  %second.addr = getelementptr i8, ptr %memory, i64 24
  %number.addr = getelementptr i8, ptr %memory, i64 16
  store i64 7, ptr %memory
  store ptr addrspace(1) %first, ptr %first.addr
  store i32 9, ptr %number.addr
  store ptr addrspace(1) %second, ptr %second.addr
  %frame = call ptr @outer(ptr byval(%given) align 8 %memory)
  ret ptr %frame
}

define void @show(ptr %place) noinline {
  %first.addr = getelementptr i8, ptr %place, i64 8
  %second.addr = getelementptr i8, ptr %place, i64 24
  %first = load ptr addrspace(1), ptr %first.addr
  %a = call i64 @unboxed(ptr addrspace(1) %first)
  call void @report(i64 %a)
  call void @gc_poll()
  %second = load ptr addrspace(1), ptr %second.addr
  %b = call i64 @unboxed(ptr addrspace(1) %second)
  call void @report(i64 %b)
  ret void
}

define ptr @outer(ptr byval(%given) align 8 %given) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  call void @gc_poll()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  call void @gc_poll()
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  %number = load i64, ptr %given
  call void @report(i64 %number)
  call void @show(ptr %given)
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %again
                                   i8 1, label %cleanup ]
again:
  %inner = call ptr @inner(ptr byval(%given) align 8 %given)
  call void @drive(ptr %inner)
  br label %final
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

define ptr @inner(ptr byval(%given) align 8 %given) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  call void @gc_poll()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  %number.addr = getelementptr i8, ptr %given, i64 16
  %number = load i32, ptr %number.addr
  %wide = sext i32 %number to i64
  call void @report(i64 %wide)
  call void @show(ptr %given)
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
