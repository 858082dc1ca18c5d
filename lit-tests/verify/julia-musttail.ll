; Julia's late lowering takes the frame of the roots down between the last call and the return.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK:      error: gc-coro-verify: in function 'f': a musttail call is in a function with roots
; CHECK-NEXT:     musttail call void @g(ptr addrspace(10) %o)
; CHECK-NEXT: {{^}}note: LateLowerGCFrame removes the frame of the roots between the call and the return, which LLVM does not accept{{$}}
; CHECK-NEXT: {{^}}help: use a plain call{{$}}
; CHECK-NOT:  gc-coro-verify

declare void @g(ptr addrspace(10))

define void @f(ptr addrspace(10) %o) gc "julia" {
  musttail call void @g(ptr addrspace(10) %o)
  ret void
}
