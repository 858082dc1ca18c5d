; Content that no safepoint lies between is no problem, nor is content that is overwritten.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare void @fill(ptr sret(ptr addrspace(1)))

define ptr addrspace(1) @f(ptr addrspace(1) %a) gc "statepoint-example" {
  %slot = alloca ptr addrspace(1)
  store ptr addrspace(1) %a, ptr %slot
  %x = load ptr addrspace(1), ptr %slot
  call void @use(ptr addrspace(1) %x)
  store ptr addrspace(1) null, ptr %slot
  call void @safepoint()
  %y = load ptr addrspace(1), ptr %slot
  call void @fill(ptr sret(ptr addrspace(1)) %slot)
  %z = load ptr addrspace(1), ptr %slot
  ret ptr addrspace(1) %z
}
