; Two suspensions and a collection between them: the second one needs the new address, which the frame does not have.
; (Making the statepoints before the split does not cure LLVM's split either: it stores at the definition there as well.)
; FAULTS: store-at-definition empty-maps
; DECLARATIONS

define void @program() {
  call void @report(i64 42)
  call void @report(i64 42)
  call void @expected_ends()
  %frame = call ptr @f()
  call void @drive(ptr %frame)
  ret void
}

define ptr @f() noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %object = call ptr addrspace(1) @boxed(i64 42)
  call void @gc_poll()
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed_a
                                   i8 1, label %cleanup ]
resumed_a:
  %value = call i64 @unboxed(ptr addrspace(1) %object)
  call void @report(i64 %value)
  call void @gc_poll()
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %resumed_b
                                   i8 1, label %cleanup ]
resumed_b:
  %again = call i64 @unboxed(ptr addrspace(1) %object)
  call void @report(i64 %again)
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
