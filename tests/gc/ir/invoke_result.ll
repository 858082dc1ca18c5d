; Results of invokes are live across suspensions, references are live into landing pads, and a suspension stands after one.
; RewriteStatepointsForGC relocates at a landing pad only if that is of type token (with { ptr, i32 } it makes invalid
; code, coroutine or not), so the exception itself comes from elsewhere.
; WITH: thrower.cpp
; FAULTS: empty-maps store-at-definition
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %case = urem i64 %i, 3
  %throws = icmp eq i64 %case, 2
  %thrown = add i64 %i, 1000
  %value = select i1 %throws, i64 %thrown, i64 %i
  call void @report(i64 %value)
  %boxed = mul i64 %i, 5
  call void @report(i64 %boxed)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 12
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  %frame = call ptr @walk(i64 12)
  call void @drive(ptr %frame)
  ret void
}

define ptr @walk(i64 %count) noinline presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %again ]
  %five = mul i64 %i, 5
  %box = call ptr addrspace(1) @boxed(i64 %five)
  %value = invoke i64 @may_throw(ptr addrspace(1) %box, i64 %i)
          to label %normal unwind label %pad
normal:
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %normal_resumed
                                   i8 1, label %cleanup ]
normal_resumed:
  call void @gc_poll()
  call void @report(i64 %value)
  br label %again
pad:
  %exception = landingpad token catch ptr null
  %thrown = call i64 @caught()
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %pad_resumed
                                   i8 1, label %cleanup ]
pad_resumed:
  call void @gc_poll()
  call void @report(i64 %thrown)
  br label %again
again:
  %boxed = call i64 @unboxed(ptr addrspace(1) %box)
  call void @report(i64 %boxed)
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
