; A call that is marked tail does not see the roots that Julia's late lowering stores for it, but where no root lives across it.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK:      gc-coro-verify: in function 'f': the call of 'g' is marked tail and more than the return follows it: LLVM may leave out stores of roots that LateLowerGCFrame makes before it; take the mark away, or run gc-coro-split after the passes that set it
; CHECK-NEXT:     tail call void @g()
; CHECK-NOT:  gc-coro-verify

declare void @g()
declare void @look(ptr addrspace(10))

define void @f(ptr addrspace(10) %o) gc "julia" {
  tail call void @g()
  tail call void @look(ptr addrspace(10) %o)
  ret void
}

define void @no.collector(ptr %o) {
  tail call void @g()
  ret void
}
