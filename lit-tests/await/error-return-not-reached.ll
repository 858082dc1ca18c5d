; What the next ret returns is said where there is none.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': no ret is reached from 'gc.coro.return.i64', which says what the next one returns
; CHECK: {{^}}help: return after it{{$}}
define ptr addrspace(10) @f(i1 %c) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 1)
  br label %loop
loop:
  br label %loop
}
