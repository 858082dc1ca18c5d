; A function asks for its own size and uses the answer on both paths: the query is the same at any time, so it is asked again and not
; captured. Two functions may ask for each other's.
; RUN: %with-runtime | opt -S -passes='gc-coro-split<gc=julia>,await-size,verify' | lli | FileCheck %s
; CHECK: 8
; CHECK-NEXT: 8
; CHECK-NEXT: 16
; CHECK-NEXT: 8
define ptr addrspace(10) @f(i64 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %own = call i64 @gc.coro.size.bytes(ptr @f)
  %other = call i64 @gc.coro.size.bytes(ptr @g)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  call void @print(i64 %own)
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %own)
  call void @print(i64 %other)
  call void @print(i64 %x)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @g(i64 %x, i64 %y) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %other = call i64 @gc.coro.size.bytes(ptr @f)
  %r = call %none @gc.coro.await(ptr @g, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %x)
  call void @print(i64 %y)
  call void @print(i64 %other)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 8)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
