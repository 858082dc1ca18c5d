; The outer coroutine makes an inner one in each round, waits while that one waits, and destroys it on each path: after its last
; step, and where it is itself destroyed. No call is marked, but the inner one says that its frame may be there. The frame of the inner one is in that of the outer one, where the
; collector finds what both refer to; the same place holds a new frame in each round, and none in between.
; FAULTS: empty-maps no-inner-frames
; DECLARATIONS

declare i64 @gc_frames_alive() "gc-leaf-function"

define void @program() {
  br label %rounds
rounds:
  %round = phi i64 [ 1, %0 ], [ %next.round, %rounds ]
  %third = add i64 %round, 2
  %second = add i64 %round, 1
  call void @report(i64 %round)
  call void @report(i64 %second)
  call void @report(i64 %third)
  %hundred = add i64 %round, 100
  call void @report(i64 %hundred)
  %next.round = add i64 %round, 1
  %more.rounds = icmp ule i64 %next.round, 4
  br i1 %more.rounds, label %rounds, label %last
last:
  call void @report(i64 5)
  call void @report(i64 6)
  ; Frames on the heap at a time, and at the end.
  call void @report(i64 1)
  call void @report(i64 0)
  call void @expected_ends()
  %before = call i64 @gc_frames_alive()
  %outer = call ptr @outer()
  br label %steps
steps:
  %i = phi i64 [ 0, %last ], [ %next, %steps ]
  %most.before = phi i64 [ 0, %last ], [ %most, %steps ]
  call void @gc_poll()
  %alive = call i64 @gc_frames_alive()
  %own = sub i64 %alive, %before
  %is.most = icmp ugt i64 %own, %most.before
  %most = select i1 %is.most, i64 %own, i64 %most.before
  call void @llvm.coro.resume(ptr %outer)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 18
  br i1 %more, label %steps, label %done
done:
  call void @gc_poll()
  call void @llvm.coro.destroy(ptr %outer)
  %after = call i64 @gc_frames_alive()
  %left = sub i64 %after, %before
  call void @report(i64 %most)
  call void @report(i64 %left)
  ret void
}

; Reports an element of an array, from number `from` on, each time it is resumed.
define ptr @count(i64 %from) noinline nounwind presplitcoroutine "gc-coro-inner-frame" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %size = call i64 @llvm.coro.size.i64()
  %fresh = call ptr @frame_new(i64 %size)
  br label %begin
begin:
  %memory = phi ptr [ null, %entry ], [ %fresh, %allocate ]
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %numbers = call ptr addrspace(1) @array(i64 12)
  %first = getelementptr i64, ptr addrspace(1) %numbers, i64 %from
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %first, %begin ], [ %next, %resumed ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %cursor
  call void @report(i64 %value)
  %next = getelementptr i64, ptr addrspace(1) %cursor, i64 1
  br label %loop
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

define ptr @outer() noinline nounwind presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %own = call ptr addrspace(1) @boxed(i64 100)
  br label %round
round:
  %number = phi i64 [ 1, %entry ], [ %next.number, %finished ]
  %inner = call ptr @count(i64 %number)
  br label %step
step:
  %turn = phi i64 [ 0, %round ], [ %next.turn, %resumed ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspended [ i8 0, label %resumed
                                   i8 1, label %abandoned ]
resumed:
  call void @gc_poll() nounwind
  call void @llvm.coro.resume(ptr %inner)
  %next.turn = add i64 %turn, 1
  %more = icmp ult i64 %next.turn, 3
  br i1 %more, label %step, label %destroy
destroy:
  call void @llvm.coro.destroy(ptr %inner)
  call void @gc_poll() nounwind
  %s.between = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.between, label %suspended [ i8 0, label %finished
                                           i8 1, label %cleanup ]
finished:
  call void @gc_poll() nounwind
  %hundred = call i64 @unboxed(ptr addrspace(1) %own) nounwind
  %sum = add i64 %hundred, %number
  call void @report(i64 %sum) nounwind
  %next.number = add i64 %number, 1
  br label %round
abandoned:
  call void @llvm.coro.destroy(ptr %inner)
  br label %cleanup
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
