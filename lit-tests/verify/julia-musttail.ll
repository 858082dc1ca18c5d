; Julia's late lowering takes the frame of the roots down between the last call and the return. Before the split the call is as wrong as after it.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | sed 's/^declare ptr addrspace(10) @make()/& presplitcoroutine/' | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | sed 's/ gc "julia"//' | not opt -passes='gc-coro-verify<gc=tracked:10/roots:shadow-stack>' -disable-output 2>&1 | FileCheck %s

; CHECK:      error: gc-coro-verify: in function 'f': a musttail call is in a function with roots
; CHECK-NEXT:     musttail call void @g(ptr addrspace(10) %o)
; CHECK-NEXT: {{^}}note: the collector's late lowering removes the frame of the roots between the call and the return, which LLVM does not accept{{$}}
; CHECK-NEXT: {{^}}help: use a plain call{{$}}
; CHECK-NOT:  error: gc-coro-verify

declare void @g(ptr addrspace(10))
declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))

define void @f(ptr addrspace(10) %o) gc "julia" {
  %made = call ptr addrspace(10) @make()
  call void @look(ptr addrspace(10) %o)
  call void @look(ptr addrspace(10) %made)
  musttail call void @g(ptr addrspace(10) %o)
  ret void
}

; Arguments have the roots of the caller, so that no frame is made.
define ptr addrspace(10) @no.roots(ptr addrspace(10) %o, ptr %function) gc "julia" {
  %derived = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 1, ptr addrspace(11) %derived
  %result = musttail call ptr addrspace(10) %function(ptr addrspace(10) %o, ptr %function)
  ret ptr addrspace(10) %result
}
