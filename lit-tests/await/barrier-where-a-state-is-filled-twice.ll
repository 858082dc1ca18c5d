; An activation fills a state, and goes on to fill it once more. Between the two another activation may have filled it with other
; pointers: its word need not be the one that the first of them came out of.
; RUN: opt -S -passes='gc-coro-split<gc=julia;check-plans>,verify' %s | FileCheck %s
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare ptr addrspace(10) @make()
declare void @use(ptr addrspace(10), ptr addrspace(10))
declare void @barrier(ptr addrspace(10), ...)
declare void @keep(ptr addrspace(10))
; CHECK-LABEL: define internal ptr addrspace(10) @f.await.0(
; CHECK: store ptr addrspace(10)
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %{{.*}}, ptr addrspace(10) %{{.*}})
; CHECK: ret
define ptr addrspace(10) @f(ptr addrspace(10) %p, i1 %again) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
entry:
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  br label %loop
loop:
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %on
on:
  call void @keep(ptr addrspace(10) %h)
  br i1 %again, label %loop, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %p, ptr addrspace(10) %p)
  br label %loop
}
