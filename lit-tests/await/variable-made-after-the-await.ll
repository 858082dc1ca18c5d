; A variable that is made after the await, and whose address a call takes: both paths on have one of their own.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 5
; CHECK-NEXT: 6
@place = global ptr null
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  %x = alloca i64
  store i64 %a, ptr %x
  call void @note(ptr %x)
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %place = load ptr, ptr @place
  store i64 6, ptr %place
  %v = load i64, ptr %x
  call void @print(i64 %v)
  ret ptr addrspace(10) null
}
define void @note(ptr %x) noinline {
  store ptr %x, ptr @place
  ret void
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 5)
  call void @print(i64 5)
  %one = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
