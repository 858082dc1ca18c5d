; What an alloca holds is what is stored there, not its type.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the alloca 'slot' holds a managed pointer at the call of 'safepoint'

declare void @safepoint()
declare void @use(ptr addrspace(1))

define ptr addrspace(1) @f(ptr addrspace(1) %a) gc "statepoint-example" {
  %slot = alloca [16 x i8], align 8
  %second = getelementptr i8, ptr %slot, i64 8
  store ptr addrspace(1) %a, ptr %second
  call void @safepoint()
  %x = load ptr addrspace(1), ptr %second
  ret ptr addrspace(1) %x
}
