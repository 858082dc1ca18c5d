; The token of llvm.coro.id is given to an intrinsic that is not of this coroutine's structure.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': the token of llvm.coro.id has a use that is not allowed
; CHECK-NEXT: {{^ *}}%s = call i8 @llvm.coro.suspend(token %id, i1 false)
; CHECK-NEXT: {{^}}note: it is for llvm.coro.begin, llvm.coro.alloc and llvm.coro.free only{{$}}
; CHECK-NEXT: {{^}}help: remove this use{{$}}
; CHECK-NEXT: error: gc-coro-split: in function 'f': the first operand of llvm.coro.suspend must be 'none' or the token of an llvm.coro.save
; CHECK-NEXT: {{^ *}}%s = call i8 @llvm.coro.suspend(token %id, i1 false)

define ptr @f(ptr %buffer) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token %id, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
