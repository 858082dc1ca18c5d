; The functions of the dialect have no address: their calls are replaced.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the address of 'gc.coro.share' is used
; CHECK: {{^}}note: a function of the await dialect has no code and no address{{$}}
; CHECK-NEXT: {{^}}help: call it{{$}}
define ptr @f() {
  ret ptr @gc.coro.share
}
