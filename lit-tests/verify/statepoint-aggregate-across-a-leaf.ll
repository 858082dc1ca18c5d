; No collection can happen in a leaf, an intrinsic or a function of the C library.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare void @leaf() "gc-leaf-function"
declare void @any()
declare ptr @malloc(i64)

define ptr addrspace(1) @f({ ptr addrspace(1), i64 } %a) gc "statepoint-example" {
  call void @leaf()
  call void @any() "gc-leaf-function"
  %m = call ptr @malloc(i64 8)
  call void @llvm.trap()
  %x = extractvalue { ptr addrspace(1), i64 } %a, 0
  ret ptr addrspace(1) %x
}
