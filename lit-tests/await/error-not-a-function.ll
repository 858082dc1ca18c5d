; A size and a state are those of a function that is named.
; RUN: cat %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': 'gc.coro.size.bytes' takes the address of a function with awaits, and 'callee' is none
; CHECK: in function 'f': 'gc.coro.size.pointers' takes the address of a function with awaits, and 'ptr null' is none
; CHECK: in function 'f': 'gc.coro.prealloc' takes the address of a function with awaits, and 'callee' is none
declare i64 @gc.coro.size.bytes(ptr)
declare i64 @gc.coro.size.pointers(ptr)
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
define ptr addrspace(10) @f(ptr %callee) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %bytes = call i64 @gc.coro.size.bytes(ptr %callee)
  %pointers = call i64 @gc.coro.size.pointers(ptr null)
  %made = call ptr addrspace(10) @gc.coro.prealloc(ptr %callee)
  ret ptr addrspace(10) %made
}
