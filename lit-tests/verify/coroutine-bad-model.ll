; An attribute that names no model is said before anything else.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': attribute "gc-coro-model": unknown collector model 'julai'

define void @f() "gc-coro-model"="julai" {
  ret void
}
