; A coroutine that holds a tracked pointer across a suspension: `ptr addrspace(1)` of a function with gc "statepoint-example".
; `hold` suspends at once. When it is resumed, it passes its argument to `show`.

define ptr @hold(ptr addrspace(1) %object) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @toy_frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %what = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %what, label %end [ i8 0, label %resumed ]
resumed:
  call void @show(ptr addrspace(1) %object)
  br label %end
end:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

; What the C code calls to go on with a coroutine. The frame's functions have LLVM's own calling convention, which C lacks.
define void @coroutine_resume(ptr %frame) noinline gc "statepoint-example" {
  call void @llvm.coro.resume(ptr %frame)
  ret void
}

define void @coroutine_destroy(ptr %frame) noinline gc "statepoint-example" {
  call void @llvm.coro.destroy(ptr %frame)
  ret void
}

declare ptr @toy_frame_new(i64)
declare void @show(ptr addrspace(1))

declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.end(ptr, i1, token)
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)

; LLVM leaves the stack map at a symbol of this object file only; the collector has to find it.
module asm ".globl __LLVM_StackMaps"
