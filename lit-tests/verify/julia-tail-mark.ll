; A call that is marked tail does not see the roots that Julia's late lowering stores for it, but where no root lives across it.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK:      error: gc-coro-verify: in function 'f': the call of 'g' is marked tail and more than the return follows it
; CHECK-NEXT:     tail call void @g()
; CHECK-NEXT: {{^}}note: LLVM may remove the stores of roots that LateLowerGCFrame adds before it{{$}}
; CHECK-NEXT: {{^}}help: remove the mark, or run gc-coro-split after the passes that set it{{$}}
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
