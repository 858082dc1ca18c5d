; An integer that was made of a reference is one value, whatever the collector does to the object.
; FAULTS: address-again
; DECLARATIONS

@noted = internal global i64 0

define void @program() {
  call void @report(i64 1)
  call void @report(i64 42)
  call void @expected_ends()
  %frame = call ptr @f()
  call void @drive(ptr %frame)
  ret void
}

define void @note(i64 %address) noinline {
  store i64 %address, ptr @noted
  ret void
}

define ptr @f() noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %object = call ptr addrspace(1) @boxed(i64 42)
  %address = ptrtoint ptr addrspace(1) %object to i64
  call void @note(i64 %address)
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  %noted = load i64, ptr @noted
  %same = icmp eq i64 %noted, %address
  %number = zext i1 %same to i64
  call void @report(i64 %number)
  %value = call i64 @unboxed(ptr addrspace(1) %object)
  call void @report(i64 %value)
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
