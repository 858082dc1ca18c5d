; A coroutine with a different set of tracked pointers at each suspension: walk.c looks at its frames.
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare ptr @frame_new(i64)
declare void @frame_delete(ptr)
declare void @observe(ptr addrspace(1))

define ptr @walk(ptr addrspace(1) %a, ptr addrspace(1) %b, i64 %distance) presplitcoroutine gc "statepoint-example" {
entry:
  %promise = alloca { i64, ptr addrspace(1) }
  %id = call token @llvm.coro.id(i32 0, ptr %promise, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %kept = getelementptr { i64, ptr addrspace(1) }, ptr %promise, i32 0, i32 1
  store ptr addrspace(1) %b, ptr %kept
  %inside = getelementptr i8, ptr addrspace(1) %a, i64 %distance
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %out [ i8 0, label %first
                              i8 1, label %end ]
first:
  call void @observe(ptr addrspace(1) %inside)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %out [ i8 0, label %second
                              i8 1, label %end ]
second:
  call void @observe(ptr addrspace(1) %b)
  %now = load ptr addrspace(1), ptr %kept
  call void @observe(ptr addrspace(1) %now)
  store ptr addrspace(1) null, ptr %kept
  %s2 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s2, label %out [ i8 1, label %end ]
end:
  %free = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @frame_delete(ptr %free)
  br label %out
out:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

; For C, which has no name for the calling convention of the clones.
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)

define void @coroutine_resume(ptr %frame) noinline {
  call void @llvm.coro.resume(ptr %frame)
  ret void
}

define void @coroutine_destroy(ptr %frame) noinline {
  call void @llvm.coro.destroy(ptr %frame)
  ret void
}
