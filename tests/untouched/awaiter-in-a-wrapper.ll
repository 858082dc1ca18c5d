; EXPECT: in function 'g': the alloca 'space' has no constant size and is used
; FROM: 19
; To settle that an awaiter goes nowhere, a call in its wrapper is inlined. Then the second coroutine is refused.

define internal void @suspended(ptr %awaiter, ptr %handle) {
  %x = load i32, ptr %awaiter
  call void @print(i32 %x)
  ret void
}

define internal void @wrapper(ptr %awaiter, ptr %handle) {
entry:
  call void @suspended(ptr %awaiter, ptr %handle)
  ret void
}

define ptr @f(i32 %n) presplitcoroutine "target-cpu"="x86-64" {
  %awaiter = alloca i32
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  store i32 %n, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %out [ i8 0, label %clean
                             i8 1, label %clean ]

clean:
  %free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %free)
  br label %out

out:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @g(i32 %n) presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %space = alloca i8, i32 %n
  call void @keep(ptr %space)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %again
                             i8 1, label %clean ]

again:
  call void @data(ptr %space, i64 1)
  br label %clean

clean:
  %free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %free)
  br label %out

out:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
