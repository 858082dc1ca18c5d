; A marker before unreachable is an error path for AllocOpt; an error of the program is one.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the call of 'gc.coro.return.i64' is before unreachable

declare void @gc.coro.return.i64(i64)
declare void @ijl_throw(ptr addrspace(12)) noreturn

define void @f(i1 %c) gc "julia" {
entry:
  br i1 %c, label %a, label %b

a:
  call void @gc.coro.return.i64(i64 1)
  unreachable

b:
  call void @ijl_throw(ptr addrspace(12) null)
  unreachable
}
