; The coroutine is resumed by an invoke, throws out of its resumption, and is destroyed: the references of its frame and
; of its resumer are right on the exceptional path as well. (See invoke_result.ll for the landing pad of type token; the
; other one has nothing to relocate.)
; WITH: thrower.cpp
; FAULTS: empty-maps
; DECLARATIONS

define void @program() personality ptr @__gxx_personality_v0 {
  call void @report(i64 7)
  call void @report(i64 1002)
  call void @report(i64 9)
  call void @expected_ends()
  %kept = call ptr addrspace(1) @boxed(i64 9)
  %frame = call ptr @f(i64 2)
  call void @gc_poll()
  invoke void @llvm.coro.resume(ptr %frame) to label %unthrown unwind label %pad
unthrown:
  call void @report(i64 -1)
  ret void
pad:
  %exception = landingpad token catch ptr null
  %thrown = call i64 @caught()
  call void @report(i64 %thrown)
  call void @gc_poll()
  %value = call i64 @unboxed(ptr addrspace(1) %kept)
  call void @report(i64 %value)
  call void @llvm.coro.destroy(ptr %frame)
  ret void
}

define ptr @f(i64 %number) noinline presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %box = call ptr addrspace(1) @boxed(i64 7)
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  call void @report(i64 %value)
  %never = invoke i64 @may_throw(ptr addrspace(1) null, i64 %number)
          to label %final unwind label %pad
pad:
  %exception = landingpad { ptr, i32 } cleanup
  call void @llvm.coro.end(ptr %frame, i1 true, token none)
  resume { ptr, i32 } %exception
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
