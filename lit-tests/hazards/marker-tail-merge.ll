; Two equal awaits at the ends of two blocks stay two, each with its own continuation. They capture nothing, and say so: merged
; into one they would have to know which it was.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; RUN: %unsplit-O2 | FileCheck %s --check-prefix=TWO
; RUN: %unsplit-Os | FileCheck %s --check-prefix=TWO
; CHECK: {{^}}7{{$}}
; CHECK-NEXT: {{^}}8{{$}}
; TWO-COUNT-2: call %none @gc.coro.await(
@kept = global ptr addrspace(10) null
define void @publish(ptr addrspace(10) %h) noinline {
  store ptr addrspace(10) %h, ptr @kept
  ret void
}
define i64 @resume_kept() noinline {
  %h = load ptr addrspace(10), ptr @kept
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  ret i64 %v
}
define void @work(i64 %x) noinline {
  ret void
}
define i64 @f(i1 %c) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  br i1 %c, label %t, label %f
t:
  call void @work(i64 1)
  %r1 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 2)
  %w1 = extractvalue %none %r1, 1
  %h1 = extractvalue %none %r1, 0
  br i1 %w1, label %c1, label %first
f:
  call void @work(i64 2)
  %r2 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 2)
  %w2 = extractvalue %none %r2, 1
  %h2 = extractvalue %none %r2, 0
  br i1 %w2, label %c2, label %first
first:
  %h = phi ptr addrspace(10) [ %h1, %t ], [ %h2, %f ]
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
c1:
  ret i64 7
c2:
  ret i64 8
}
define i32 @main() {
  %a = call i64 @f(i1 true)
  %b = call i64 @resume_kept()
  call void @print(i64 %b)
  %c = call i64 @f(i1 false)
  %d = call i64 @resume_kept()
  call void @print(i64 %d)
  ret i32 0
}
