; What gc.coro.return gives has the type of the continuation: not where f itself returns (way), and on each path of the continuation
; (silent).
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'way': gc.coro.return gives i64, but returns from 'way' itself on some path, which returns ptr addrspace(10)
; CHECK: in function 'silent.await.0': the continuation returns i64 by gc.coro.return, but a path leads to this ret without one
; CHECK: in function 'nothing.await.0': the continuation returns i64 by gc.coro.return, but a path leads to this ret without one
define ptr addrspace(10) @way(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @way, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  call void @gc.coro.return.i64(i64 %a)
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %a)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @silent(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %i64 @gc.coro.await.i64(ptr @silent, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %v = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %c = icmp eq i64 %v, 0
  br i1 %c, label %says, label %no
says:
  call void @gc.coro.return.i64(i64 %a)
  ret ptr addrspace(10) null
no:
  ret ptr addrspace(10) null
}
define void @nothing(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %i64 @gc.coro.await.i64(ptr @nothing, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %v = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  store volatile ptr addrspace(10) %h, ptr @kept
  ret void
cont:
  %c = icmp eq i64 %v, 0
  br i1 %c, label %says, label %no
says:
  call void @gc.coro.return.i64(i64 %a)
  ret void
no:
  ret void
}
@kept = global ptr addrspace(10) null
