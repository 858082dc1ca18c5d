; A frame that the hook allocates has the header that the runtime gives its objects: the split stores nothing before it, and the size in
; its descriptor is that of the frame alone. A state on the stack of a consumer has no handle, so no collector meets it.
; RUN: opt -S -passes='gc-coro-split<gc=julia;no-elide>,verify' %s | FileCheck %s
; RUN: opt -S -passes='gc-coro-split<gc=julia>,verify' %s | FileCheck %s --check-prefix=STACK
; CHECK: @f.await.0.gc_coro = private constant <{{.*}}> <{ i32 1, i32 65538, i64 24,
; CHECK-LABEL: define ptr addrspace(10) @f(
; CHECK-NOT: i64 -8
; CHECK: ret
; STACK-LABEL: define void @consumer(
; STACK: alloca [24 x i8], align 8
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.resume.p10(ptr addrspace(10), ...)
declare void @print(i64)
define ptr addrspace(10) @f(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1" {
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 1)
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 %n)
  ret ptr addrspace(10) null
out:
  ret ptr addrspace(10) %h
}
define void @consumer(i64 %n) {
  %h = call ptr addrspace(10) @f(i64 %n)
  %end = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret void
}
