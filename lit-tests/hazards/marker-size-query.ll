; The query of a size moves freely, and is one constant in the end.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}16{{$}}
; CHECK-NEXT: {{^}}16{{$}}
define ptr addrspace(10) @f(i64 %a, i64 %b) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %s = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %s, i32 1)
  %h = extractvalue %none %r, 0
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %a)
  call void @print(i64 %b)
  ret ptr addrspace(10) null
}
define i32 @main() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %s = call i64 @gc.coro.size.bytes(ptr @f)
  call void @print(i64 %s)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 2
  br i1 %more, label %loop, label %out
out:
  ret i32 0
}
