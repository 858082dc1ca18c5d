; The operands of an allocation.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'julia.gc_alloc_obj' has 2 arguments; it must have three (task, size, type)

declare ptr addrspace(10) @julia.gc_alloc_obj(ptr, i64)

define void @f(ptr %p) gc "julia" {
  %a = call ptr addrspace(10) @julia.gc_alloc_obj(ptr %p, i64 8)
  ret void
}
