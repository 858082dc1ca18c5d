; Only an address that is computed from the phi of the same block is used after the await: the phi is needed there all the same.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 7
; CHECK-NEXT: 7
; CHECK-NEXT: 3
; CHECK-NEXT: 3
define ptr addrspace(10) @f(i64 %rounds, i1 %moves) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  %a = alloca [4 x i64]
  store [4 x i64] [i64 3, i64 5, i64 7, i64 9], ptr %a
  call void @escape(ptr %a)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %p = phi ptr [ %a, %entry ], [ %q, %loop ]
  %further = getelementptr i64, ptr %p, i64 1
  %q = select i1 %moves, ptr %further, ptr %a
  %next = add i64 %i, 1
  %again = icmp ult i64 %next, %rounds
  br i1 %again, label %loop, label %after
after:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %v = load i64, ptr %q
  call void @print(i64 %v)
  store i64 99, ptr %q
  ret ptr addrspace(10) %h
}
define void @escape(ptr %a) noinline optnone {
  ret void
}
define void @twice(i1 %moves) noinline {
  %h = call ptr addrspace(10) @f(i64 2, i1 %moves)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret void
}
define i32 @main() {
  call void @twice(i1 true)
  call void @twice(i1 false)
  ret i32 0
}
