; A region that is open where a function returns keeps its objects alive in the last call too.
;
; RUN: %spell %s | opt -S -passes='gc-coro-split,gc-coro-verify' | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK:         {{^ +}}call void @jl_poll()
; CHECK-NEXT:    ret void

declare ptr addrspace(10) @make()

define void @f() gc "julia" {
  %pgcstack = call ptr @julia.get_pgcstack()
  %made = call ptr addrspace(10) @make()
  %region = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %made)
  tail call void @jl_poll()
  ret void
}
