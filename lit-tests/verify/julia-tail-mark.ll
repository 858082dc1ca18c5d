; A call that is marked tail does not see the roots that Julia's late lowering stores for it. A function without roots may end in such a call.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | sed 's/ gc "julia"//' | not opt -passes='gc-coro-verify<gc=tracked:10/roots:shadow-stack>' -disable-output 2>&1 | FileCheck %s

; CHECK:      error: gc-coro-verify: in function 'f': the call of 'g' is marked tail in a function that may have roots
; CHECK-NEXT:     tail call void @g()
; CHECK-NEXT: {{^}}note: LLVM may remove the stores of roots that the collector's late lowering adds before it{{$}}
; CHECK-NEXT: {{^}}help: remove the mark, or run gc-coro-split after the passes that set it{{$}}
; CHECK-NOT:  error: gc-coro-verify
; CHECK:      error: gc-coro-verify: in function 'passes.a.root': the call of 'look' is marked tail in a function that may have roots
; CHECK-NEXT:     tail call void @look(ptr addrspace(10) %made)
; CHECK-NOT:  error: gc-coro-verify

declare void @g()
declare void @look(ptr addrspace(10))
declare ptr addrspace(10) @make()

define void @f(ptr addrspace(10) %o) gc "julia" {
  tail call void @g()
  tail call void @look(ptr addrspace(10) %o)
  ret void
}

define void @no.roots(ptr addrspace(10) %o) gc "julia" {
  tail call void @look(ptr addrspace(10) %o)
  ret void
}

; The caller has the roots of what it passes.
define void @passes.a.root() gc "julia" {
  %made = call ptr addrspace(10) @make()
  tail call void @look(ptr addrspace(10) %made)
  ret void
}
