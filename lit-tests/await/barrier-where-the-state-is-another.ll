; A continuation that fills another state than that it was called with stores all of its pointers, and the barrier names them: in a
; state that it makes itself, and in one that an await with a frame of its own has captured. The latter can be called more than once,
; so that nobody knows what the state holds: no other continuation of that function keeps a word either.
; RUN: opt -S -passes='gc-coro-split<gc=julia;check-plans>,verify' %s | FileCheck %s
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare ptr addrspace(10) @make()
declare void @use(ptr addrspace(10), ptr addrspace(10))
declare void @barrier(ptr addrspace(10), ...)
; CHECK-LABEL: define internal ptr addrspace(10) @makes.await.0(
; CHECK: store ptr addrspace(10)
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %{{.*}}, ptr addrspace(10) %{{.*}})
; CHECK: ret
define ptr addrspace(10) @makes(ptr addrspace(10) %p) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  br label %loop
loop:
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @makes)
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @makes, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %p, ptr addrspace(10) %p)
  br label %loop
}

; CHECK-LABEL: define internal ptr addrspace(10) @captured.await.0(
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %{{.*}}, ptr addrspace(10) %{{.*}})
; CHECK: ret
; CHECK-LABEL: define internal ptr addrspace(10) @captured.await.1(
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %{{.*}}, ptr addrspace(10) %{{.*}})
; CHECK: ret
define ptr addrspace(10) @captured(ptr addrspace(10) %p) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @captured)
  %r0 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @captured, ptr addrspace(10) null, i32 0)
  %resumed0 = extractvalue { ptr addrspace(10), i1 } %r0, 1
  %h0 = extractvalue { ptr addrspace(10), i1 } %r0, 0
  br i1 %resumed0, label %loop, label %out0
out0:
  ret ptr addrspace(10) %h0
loop:
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @captured, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %p, ptr addrspace(10) %p)
  br label %loop
}
