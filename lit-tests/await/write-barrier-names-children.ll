; A state that is filled again may be an old object: the barrier after the stores names it and the pointers that it has now. A
; frame that an await makes needs none. Bytes are no children.
; RUN: opt -S -passes='gc-coro-split<gc=julia>,gvn,verify' %s | FileCheck %s
; CHECK-LABEL: define ptr addrspace(10) @f(
; CHECK: call ptr addrspace(10) @new_frame(ptr @f.gc_coro)
; CHECK: store ptr addrspace(10) %p
; CHECK: store ptr addrspace(10) %q
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %{{.*}}, ptr addrspace(10) %{{[pq]}}, ptr addrspace(10) %{{[pq]}})
; CHECK-LABEL: define ptr addrspace(10) @fresh(
; CHECK-NOT: @barrier
; CHECK: ret
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare void @use(ptr addrspace(10), ptr addrspace(10), i32)
declare void @barrier(ptr addrspace(10), ...)
define ptr addrspace(10) @f(ptr addrspace(10) %p, ptr addrspace(10) %q, i32 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %p, ptr addrspace(10) %q, i32 %x)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @fresh(ptr addrspace(10) %p) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @fresh, ptr addrspace(10) null, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  ret ptr addrspace(10) %p
}
