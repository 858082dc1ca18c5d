; Queries that have no answer: what is no function, no coroutine, not split yet. All are told at once.
; RUN: %with-runtime | not opt -disable-output -passes='await-size' 2>&1 | FileCheck %s
; CHECK: error: await-size: in function 'ask': gc.coro.size.bytes, .pointers and .align take the address of a function
; CHECK-NEXT: %{{.*}} = call i64 @gc.coro.size.bytes(ptr %p)
; CHECK: error: await-size: in function 'ask': 'g' has no size, because it is no coroutine that gc-coro has split
; CHECK: {{^}}help: give it the attribute "gc-coro", and split it{{$}}
; CHECK: error: await-size: in function 'ask': the size of 'f' is not known before it is split
; CHECK: {{^}}help: run await-size after gc-coro-split{{$}}
define ptr addrspace(10) @f(i64 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
define void @g() {
  ret void
}
define void @ask(ptr %p) {
  %a = call i64 @gc.coro.size.bytes(ptr %p)
  %b = call i64 @gc.coro.size.bytes(ptr @g)
  %c = call i64 @gc.coro.size.bytes(ptr @f)
  ret void
}
