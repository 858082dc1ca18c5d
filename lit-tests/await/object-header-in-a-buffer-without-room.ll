; A buffer that has room for the frame and none for the header before it is too small.
; RUN: %await-split | FileCheck %s
; CHECK: @f.gc_coro = constant <{{.*}}> <{ i32 1, i32 131074, i64 24, i64 8, i64 16, i64 0, i64 16, i64 8,
; CHECK-LABEL: define internal ptr addrspace(10) @f.gc_coro.acquire(
; CHECK: icmp uge i64 %pointers, 0
; CHECK: icmp uge i64 %bytes{{[0-9]*}}, 24
define ptr addrspace(10) @f(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-object-header"="1,2" {
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 %n)
  ret ptr addrspace(10) null
out:
  ret ptr addrspace(10) %h
}
