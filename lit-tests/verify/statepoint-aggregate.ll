; RewriteStatepointsForGC leaves out structs.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the struct or array 'a' holds managed pointers and is used after the call of 'safepoint'
; CHECK: {{^}}help: {{.*}}extractvalue

declare void @safepoint()
declare void @use(ptr addrspace(1))

define ptr addrspace(1) @f({ ptr addrspace(1), i64 } %a) gc "statepoint-example" {
  call void @safepoint()
  %x = extractvalue { ptr addrspace(1), i64 } %a, 0
  ret ptr addrspace(1) %x
}
