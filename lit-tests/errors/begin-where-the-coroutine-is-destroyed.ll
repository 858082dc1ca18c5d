; llvm.coro.begin stands where the coroutine ends.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': llvm.coro.suspend can be reached without llvm.coro.begin
; CHECK-NEXT: %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
; CHECK-NEXT: {{^}}note: there is no frame before llvm.coro.begin{{$}}
; CHECK-NEXT: {{^}}help: call llvm.coro.begin on every path to it{{$}}

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %mem = call ptr @allocate(i64 256, i64 16)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  br label %cleanup

cleanup:
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr null, i1 false, token none)
  ret ptr null
}
