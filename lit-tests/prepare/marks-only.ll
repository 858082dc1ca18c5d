; marks-only gives back what stock coro-split took away, to functions that were marked before, and changes nothing else.
; RUN: opt -S -passes='gc-coro-prepare<marks-only>' %s | FileCheck %s
; CHECK: define void @marked() #[[M:[0-9]+]]
; CHECK: define void @inlined() {
; CHECK: attributes #[[M]] = { noinline presplitcoroutine "gc-coro" }
; CHECK-NOT: nomerge
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32)
define void @marked() noinline "gc-coro" {
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @marked, ptr addrspace(10) null, i32 0)
  ret void
}
define void @inlined() {
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @marked, ptr addrspace(10) null, i32 0)
  ret void
}
