; Two llvm.coro.begins in one function, in a pipeline where the split runs coro-early: LLVM's would end the host with a fatal error.
;
; REQUIRES: since-22
; RUN: %spell %s | not opt -passes='gc-coro-split<coro-early>' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': this is a second llvm.coro.begin, which LLVM's coro-early does not take
; CHECK-NEXT: {{^ *}}%second = call ptr @llvm.coro.begin(token %id, ptr %buffer)
; CHECK-NEXT: {{^}}note: the first is '%hdl = call ptr @llvm.coro.begin(token %id, ptr %buffer)'{{$}}
; CHECK-NEXT: {{^}}help: if a split coroutine was inlined here, run coro-early before the inliner{{$}}

define ptr @f(ptr %buffer) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %buffer)
  %second = call ptr @llvm.coro.begin(token %id, ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
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
