; A coroutine with a final suspend point only: nobody may resume it. Its resume clone still has an instruction, or its address would be that of
; the next function, whose exception table linkers then take for this one.
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split' -S | FileCheck %s
; CHECK: define internal {{(fastcc )?}}void @f.resume(
; CHECK: call void @llvm.trap()
; CHECK-NEXT: unreachable

define ptr @f() presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %what = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %what, label %end [ i8 1, label %destroyed ]
destroyed:
  %free = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @deallocate(ptr %free)
  br label %end
end:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
