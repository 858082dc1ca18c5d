; A coroutine that never suspends, and one whose awaits are all unused, have a size as well.
; RUN: sed -f %spelling %s | opt -S -passes='coro-early,gc-coro-split<gc=julia>,await-size,verify' | FileCheck %s
; CHECK-LABEL: define i64 @ask()
; CHECK-NEXT: %sum = add i64 16, 0
; CHECK-NEXT: ret i64 %sum
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare ptr @llvm.coro.begin(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare i64 @gc.coro.size.bytes(ptr)
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
define ptr @f(ptr %memory) presplitcoroutine noinline {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %memory)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
define void @g(ptr addrspace(10) %p) presplitcoroutine noinline "gc-coro" {
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @g, ptr addrspace(10) null, i32 0)
  ret void
}
define i64 @ask() {
  %a = call i64 @gc.coro.size.bytes(ptr @f)
  %b = call i64 @gc.coro.size.bytes(ptr @g)
  %sum = add i64 %a, %b
  ret i64 %sum
}
