; A module that knows nothing of the coroutine calls its handle, and hands it to another of its functions.
; RUN: rm -rf %t && split-file %s %t
; RUN: opt -passes='gc-coro-split<gc=julia>' %t/one.ll -o %t/one.bc
; RUN: cat %S/runtime.inc %t/other.ll | opt -passes='gc-coro-split<gc=julia>' -o %t/other.bc
; RUN: llvm-link %t/one.bc %t/other.bc -o %t/all.bc
; RUN: lli %t/all.bc | FileCheck %s
; CHECK: {{^}}47{{$}}
; CHECK-NEXT: {{^}}57{{$}}
;--- one.ll
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"
declare void @print(i64)
declare i64 @gc.coro.resume.i64(ptr addrspace(10), ...)
declare ptr addrspace(10) @make(i64)
define i64 @call_it(ptr addrspace(10) %h, i64 %v) noinline {
  %r = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 %v)
  ret i64 %r
}
define i32 @main() {
  %h = call ptr addrspace(10) @make(i64 7)
  %v = call i64 @call_it(ptr addrspace(10) %h, i64 40)
  call void @print(i64 %v)
  %w = call i64 @call_it(ptr addrspace(10) %h, i64 50)
  call void @print(i64 %w)
  ret i32 0
}

;--- other.ll
define ptr addrspace(10) @make(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %i64 @gc.coro.await.i64(ptr @make, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %v = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %sum = add i64 %v, %a
  call void @gc.coro.return.i64(i64 %sum)
  ret ptr addrspace(10) null
}
