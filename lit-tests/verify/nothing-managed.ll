; A function without a collector is skipped, whatever it does.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

define i64 @f(ptr addrspace(10) %p) {
  %i = ptrtoint ptr addrspace(10) %p to i64
  ret i64 %i
}
