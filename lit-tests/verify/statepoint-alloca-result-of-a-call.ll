; A call that fills an alloca, and a later safepoint.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the alloca 'slot' holds a managed pointer at the call of 'safepoint'

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare void @fill(ptr sret(ptr addrspace(1)))

define ptr addrspace(1) @f() gc "statepoint-example" {
  %slot = alloca ptr addrspace(1)
  call void @fill(ptr sret(ptr addrspace(1)) %slot)
  call void @safepoint()
  %x = load ptr addrspace(1), ptr %slot
  ret ptr addrspace(1) %x
}
