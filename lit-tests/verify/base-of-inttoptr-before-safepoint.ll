; A pointer made of a number is harmless up to the next safepoint: the call that it is an argument of is not after it.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare void @safepoint()
declare void @use(ptr addrspace(1))

define void @f(i64 %n) gc "statepoint-example" {
  call void @safepoint()
  %p = inttoptr i64 %n to ptr addrspace(1)
  call void @use(ptr addrspace(1) %p)
  ret void
}
