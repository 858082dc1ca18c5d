; A pointer made of a number has no base at a safepoint.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'p' is a managed pointer made by inttoptr and is used after the call of 'safepoint'

declare void @safepoint()
declare void @use(ptr addrspace(1))

define void @f(i64 %n) gc "statepoint-example" {
  %p = inttoptr i64 %n to ptr addrspace(1)
  call void @safepoint()
  call void @use(ptr addrspace(1) %p)
  ret void
}
