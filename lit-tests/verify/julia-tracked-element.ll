; The optimiser may derive pointers in address space 10.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

define void @f(ptr addrspace(10) %p) gc "julia" {
  %q = getelementptr i8, ptr addrspace(10) %p, i64 8
  ret void
}
