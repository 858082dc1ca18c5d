; A stack slot that llvm.gcroot registers would move to the frame and stay registered where it was: that is refused.
; REFUSED: gcroot
; LEVELS: bare
; DECLARATIONS

declare void @llvm.gcroot(ptr, ptr)
declare void @use(ptr)

define void @program() {
  %frame = call ptr @f()
  call void @drive(ptr %frame)
  ret void
}

define ptr @f() noinline presplitcoroutine gc "shadow-stack" {
entry:
  %root = alloca ptr
  call void @llvm.gcroot(ptr %root, ptr null)
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  call void @use(ptr %root)
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @use(ptr %root)
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
