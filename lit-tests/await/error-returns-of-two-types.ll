; A continuation returns values of one type.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': a continuation returns values of one type only
declare void @gc.coro.return.f64(double)
define ptr addrspace(10) @f(i1 %c) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  br i1 %c, label %one, label %two
one:
  call void @gc.coro.return.i64(i64 1)
  ret ptr addrspace(10) null
two:
  call void @gc.coro.return.f64(double 1.0)
  ret ptr addrspace(10) null
}
