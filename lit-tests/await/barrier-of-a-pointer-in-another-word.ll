; The second await captures one pointer less than the first: the one that stays comes to another word of the state, where it is new.
; RUN: opt -S -passes='gc-coro-split<gc=julia;check-plans>,verify' %s | FileCheck %s
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare ptr addrspace(10) @make()
declare void @use(ptr addrspace(10), ptr addrspace(10))
declare void @barrier(ptr addrspace(10), ...)
; CHECK-LABEL: define internal ptr addrspace(10) @f.await.0(
; CHECK: store ptr addrspace(10) %[[B:.*]], ptr addrspace(11)
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %{{.*}}, ptr addrspace(10) %{{.*}})
; CHECK: ret
define ptr addrspace(10) @f(ptr addrspace(10) %a, ptr addrspace(10) %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %a, ptr addrspace(10) %a)
  %r2 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %resumed2 = extractvalue { ptr addrspace(10), i1 } %r2, 1
  %h2 = extractvalue { ptr addrspace(10), i1 } %r2, 0
  br i1 %resumed2, label %cont2, label %out2
out2:
  ret ptr addrspace(10) %h2
cont2:
  call void @use(ptr addrspace(10) %b, ptr addrspace(10) %b)
  ret ptr addrspace(10) null
}
