; The caller's memory is gone when the continuation runs: byval, sret beside it, and a readonly reference in plain memory.
; RUN: %standard-O0 | FileCheck %s
; RUN: %prepared-O1 | FileCheck %s
; RUN: %prepared-O2 | FileCheck %s
; RUN: %prepared-O3 | FileCheck %s
; RUN: %if !since-23 %{ %prepared-Os | FileCheck %s %}
; CHECK: 3
; CHECK-NEXT: 111
; CHECK-NEXT: 111
%pair = type { i64, ptr addrspace(10) }
@kept = global ptr addrspace(10) null
define void @f(ptr sret(i64) %out, ptr byval(%pair) align 8 %a, ptr noalias nocapture readonly align 8 dereferenceable(16) %b) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  store i64 3, ptr %out
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  store ptr addrspace(10) %h, ptr @kept
  ret void
cont:
  %x = load i64, ptr %a, !invariant.load !0
  %field = getelementptr %pair, ptr %a, i32 0, i32 1
  %o = load ptr addrspace(10), ptr %field
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %y = load i64, ptr addrspace(11) %d
  %second = getelementptr i64, ptr %b, i64 1
  %z = load i64, ptr %second, !invariant.load !0
  %s = add i64 %x, %y
  %t = add i64 %s, %z
  call void @gc.coro.return.i64(i64 %t)
  ret void
}
; Its stack is used again after it.
define ptr addrspace(10) @call() noinline {
  %out = alloca i64
  %a = alloca %pair
  %b = alloca [2 x i64]
  %o = call ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 10, ptr addrspace(11) %d
  store i64 1, ptr %a
  %field = getelementptr %pair, ptr %a, i32 0, i32 1
  store ptr addrspace(10) %o, ptr %field
  %second = getelementptr i64, ptr %b, i64 1
  store i64 100, ptr %second
  call void @f(ptr sret(i64) %out, ptr byval(%pair) align 8 %a, ptr %b)
  store volatile i64 -1, ptr %a
  store volatile i64 -1, ptr %second
  %v = load i64, ptr %out
  call void @print(i64 %v)
  %h = load ptr addrspace(10), ptr @kept
  ret ptr addrspace(10) %h
}
define void @smash() noinline {
  %a = alloca [64 x i64]
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %p = getelementptr i64, ptr %a, i64 %i
  store volatile i64 -1, ptr %p
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 64
  br i1 %more, label %loop, label %out
out:
  ret void
}
define i32 @main() {
  %h = call ptr addrspace(10) @call()
  call void @smash()
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  call void @print(i64 %v)
  %w = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  call void @print(i64 %w)
  ret i32 0
}
!0 = !{}
