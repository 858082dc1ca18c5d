; A value that goes around a loop is needed after a safepoint that stands before its use in the text.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the struct or array 'a' holds managed pointers and is used after the call of 'use'

declare void @safepoint()
declare void @use(ptr addrspace(1))

define void @f([2 x ptr addrspace(1)] %a, i1 %c) gc "statepoint-example" {
entry:
  br label %loop

loop:
  %x = extractvalue [2 x ptr addrspace(1)] %a, 1
  call void @use(ptr addrspace(1) %x)
  br i1 %c, label %loop, label %out

out:
  ret void
}
