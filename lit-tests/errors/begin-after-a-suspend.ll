; A suspend before llvm.coro.begin.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': llvm.coro.suspend can be reached without llvm.coro.begin
; CHECK-NEXT: %early = call i8 @llvm.coro.suspend(token none, i1 false)
; CHECK-NEXT: {{^}}note: there is no frame before llvm.coro.begin{{$}}
; CHECK-NEXT: {{^}}help: call llvm.coro.begin on every path to it{{$}}

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %mem = call ptr @allocate(i64 256, i64 16)
  %early = call i8 @llvm.coro.suspend(token none, i1 false)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  br label %cleanup

cleanup:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
