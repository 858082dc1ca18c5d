; A reference from the frame is needed where control has passed a save, with a collection, and does not suspend after all: the state
; names other references by then.
; FAULTS: empty-maps
; DECLARATIONS

define void @program() {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %odd = and i64 %i, 1
  %is.odd = icmp eq i64 %odd, 1
  %three = mul i64 %i, 3
  %value = select i1 %is.odd, i64 %three, i64 %i
  call void @report(i64 %value)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 12
  br i1 %more, label %loop, label %coroutine
coroutine:
  call void @expected_ends()
  br label %driving
driving:
  %k = phi i64 [ 0, %coroutine ], [ %next.k, %driving ]
  %frame = call ptr @walk(i64 %k)
  call void @drive(ptr %frame)
  %next.k = add i64 %k, 1
  %more.k = icmp ult i64 %next.k, 12
  br i1 %more.k, label %driving, label %driven
driven:
  ret void
}

define ptr @walk(i64 %i) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %kept = call ptr addrspace(1) @boxed(i64 %i)
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  %three = mul i64 %i, 3
  %other = call ptr addrspace(1) @boxed(i64 %three)
  %save = call token @llvm.coro.save(ptr %frame)
  call void @gc_poll()
  %odd = and i64 %i, 1
  %waits = icmp eq i64 %odd, 1
  br i1 %waits, label %wait, label %on
wait:
  %s.b = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %waited
                                   i8 1, label %cleanup ]
waited:
  %other.value = call i64 @unboxed(ptr addrspace(1) %other)
  call void @report(i64 %other.value)
  br label %final
on:
  call void @gc_poll()
  %kept.value = call i64 @unboxed(ptr addrspace(1) %kept)
  call void @report(i64 %kept.value)
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
