; One handle of many shots is called in the midst of its other calls: each has variables of its own, at each depth.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}11{{$}}
; CHECK-NEXT: {{^}}21{{$}}
; CHECK-NEXT: {{^}}12{{$}}
; CHECK-NEXT: {{^}}22{{$}}
; CHECK-NEXT: {{^}}13{{$}}
; CHECK-NEXT: {{^}}23{{$}}
; Each step prints and counts; the variable is its own.
define ptr addrspace(10) @f(i64 %base) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %x = alloca i64
  store i64 0, ptr %x
  %r = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %who = extractvalue %i64 %r, 2
  br i1 %resumed, label %loop, label %first
first:
  ret ptr addrspace(10) %h
loop:
  %old = load i64, ptr %x
  %new = add i64 %old, 1
  store i64 %new, ptr %x
  %tens = mul i64 %who, %base
  %shown = add i64 %tens, %new
  call void @print(i64 %shown)
  %r2 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h2 = extractvalue %none %r2, 0
  %resumed2 = extractvalue %none %r2, 1
  br i1 %resumed2, label %loop, label %first2
first2:
  ret ptr addrspace(10) %h2
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 10)
  %a1 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h, i64 1)
  %b1 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h, i64 2)
  %a2 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %a1)
  %b2 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %b1)
  %a3 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %a2)
  %b3 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %b2)
  ret i32 0
}
