; Neither the ramp nor a continuation is taken for a coroutine that is still to be split.
; RUN: %await-split | FileCheck %s
; CHECK: define ptr addrspace(10) @f(i64 %a)
; CHECK: define internal ptr addrspace(10) @f.await.0(
; CHECK-NOT: presplitcoroutine
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %a)
  ret ptr addrspace(10) null
}
