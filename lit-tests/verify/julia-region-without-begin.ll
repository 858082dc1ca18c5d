; A region ends that does not begin.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'llvm.julia.gc_preserve_end' ends a region that does not begin in this function

declare token @llvm.julia.gc_preserve_begin(...)
declare void @llvm.julia.gc_preserve_end(token)

define void @f() gc "julia" {
  call void @llvm.julia.gc_preserve_end(token none)
  ret void
}
