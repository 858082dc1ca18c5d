; A phi of two derived pointers with different bases and distances.
; FAULTS: raw-derived
; FAULT-LEVEL: bare
; DECLARATIONS

define void @program() {
  call void @report(i64 5)
  call void @report(i64 1)
  call void @expected_ends()
  call void @once(i1 true)
  call void @once(i1 false)
  ret void
}

define void @once(i1 %left) noinline {
  %a = call ptr addrspace(1) @array(i64 10)
  %b = call ptr addrspace(1) @array(i64 10)
  %frame = call ptr @f(ptr addrspace(1) %a, ptr addrspace(1) %b, i1 %left, i64 40)
  call void @drive(ptr %frame)
  ret void
}

define ptr @f(ptr addrspace(1) %a, ptr addrspace(1) %b, i1 %left, i64 %distance) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br i1 %left, label %l, label %r
l:
  %p = getelementptr i8, ptr addrspace(1) %a, i64 %distance
  br label %join
r:
  %q = getelementptr i8, ptr addrspace(1) %b, i64 8
  br label %join
join:
  %d = phi ptr addrspace(1) [ %p, %l ], [ %q, %r ]
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %d
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
