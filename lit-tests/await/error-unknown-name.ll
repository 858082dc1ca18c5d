; A name of the dialect that is misspelt, and one that is none.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': 'gc.coro.awiat.i64' is no function of the await dialect (did you mean 'gc.coro.await'?)
; CHECK: {{^}}note: its functions are gc.coro.acquire, gc.coro.await, gc.coro.own, gc.coro.prealloc,
; CHECK: in function 'f': 'gc.coro.yield' is no function of the await dialect{{$}}
declare %i64 @gc.coro.awiat.i64(ptr, ptr addrspace(10), i32)
declare void @gc.coro.yield()
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %i64 @gc.coro.awiat.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  call void @gc.coro.yield()
  ret ptr addrspace(10) %h
}
