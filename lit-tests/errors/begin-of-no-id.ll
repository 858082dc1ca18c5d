; A coro.begin whose token is none. No pass before the split takes it for the begin of an inlined ramp.
;
; The verifier of LLVM 23 refuses it itself.
; UNSUPPORTED: since-23
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='gc-coro-prepare,gc-coro-elide,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': {{.*}}llvm.coro.id
; CHECK-NEXT: %hdl = call {{.*}}@llvm.coro.begin(token none

define ptr @f(ptr %buffer) presplitcoroutine {
  %hdl = call ptr @llvm.coro.begin(token none, ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %suspend ]

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
