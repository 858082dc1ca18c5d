; RewriteStatepointsForGC leaves out allocas; the callee that looks at it may collect.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the alloca 'slot' holds a managed pointer at the call of 'escape'
; CHECK-NEXT: %slot = alloca

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare void @escape(ptr)

define ptr addrspace(1) @f(ptr addrspace(1) %a) gc "statepoint-example" {
  %slot = alloca ptr addrspace(1)
  store ptr addrspace(1) %a, ptr %slot
  call void @escape(ptr %slot)
  call void @safepoint()
  %x = load ptr addrspace(1), ptr %slot
  ret ptr addrspace(1) %x
}
