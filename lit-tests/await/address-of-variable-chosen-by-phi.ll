; Which of two variables, and where in it, is chosen by a phi (with null as the third) before the await and used after it, on both paths.
; Each activation has variables of its own: the address is made again from the variable's number and the offset.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 11
; CHECK-NEXT: 12
; CHECK-NEXT: 22
; CHECK-NEXT: 24
; CHECK-NEXT: 0
; CHECK-NEXT: 0
define ptr addrspace(10) @f(i32 %way, i64 %far) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  %a = alloca [4 x i64]
  %b = alloca [4 x i64]
  store [4 x i64] [i64 10, i64 11, i64 0, i64 0], ptr %a
  store [4 x i64] [i64 20, i64 21, i64 22, i64 0], ptr %b
  call void @escape(ptr %a, ptr %b)
  switch i32 %way, label %nothing [ i32 0, label %first
                                    i32 1, label %second ]
first:
  %in.a = getelementptr i64, ptr %a, i64 1
  br label %meet
second:
  %in.b = getelementptr i64, ptr %b, i64 %far
  br label %meet
nothing:
  br label %meet
meet:
  %p = phi ptr [ %in.a, %first ], [ %in.b, %second ], [ null, %nothing ]
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  %is.null = icmp eq ptr %p, null
  br i1 %is.null, label %none, label %some
none:
  call void @print(i64 0)
  ret ptr addrspace(10) %h
some:
  %v = load i64, ptr %p
  %step = zext i1 %resumed to i64
  %half = lshr i64 %v, 4
  %more = add i64 %half, 1
  %add = mul i64 %step, %more
  %sum = add i64 %v, %add
  call void @print(i64 %sum)
  store i64 99, ptr %p
  ret ptr addrspace(10) %h
}
define void @escape(ptr %a, ptr %b) noinline optnone {
  ret void
}
define void @twice(i32 %way) noinline {
  %h = call ptr addrspace(10) @f(i32 %way, i64 2)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret void
}
define i32 @main() {
  call void @twice(i32 0)
  call void @twice(i32 1)
  call void @twice(i32 2)
  ret i32 0
}
