; Of the branches on the awaits' results an optimiser leaves a phi, a select, or nothing; each continuation still takes its own path.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}7{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; CHECK-NEXT: {{^}}8{{$}}
; CHECK-NEXT: {{^}}3{{$}}
; CHECK-NEXT: {{^}}3{{$}}
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
define i64 @two(i1 %c) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  br i1 %c, label %t, label %f
t:
  %r1 = call %none @gc.coro.await(ptr @two, ptr addrspace(10) null, i32 1)
  %w1 = extractvalue %none %r1, 1
  br i1 %w1, label %c1, label %first
f:
  %r2 = call %none @gc.coro.await(ptr @two, ptr addrspace(10) null, i32 0)
  %w2 = extractvalue %none %r2, 1
  br i1 %w2, label %c2, label %first
first:
  %r = phi %none [ %r1, %t ], [ %r2, %f ]
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
c1:
  ret i64 7
c2:
  ret i64 8
}
define void @use(ptr %p) noinline {
  %v = load i64, ptr %p
  call void @print(i64 %v)
  ret void
}
define i64 @joined(i64 %a) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %x = alloca [4 x i64]
  store i64 %a, ptr %x
  %r = call %none @gc.coro.await(ptr @joined, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  store ptr addrspace(10) %h, ptr @kept
  call void @use(ptr %x)
  ret i64 0
cont:
  call void @use(ptr %x)
  %v = load i64, ptr %x
  ret i64 %v
}
define i32 @main() {
  %a = call i64 @two(i1 true)
  call void @print(i64 %a)
  %b = call i64 @resume_kept()
  call void @print(i64 %b)
  %c = call i64 @two(i1 false)
  call void @print(i64 %c)
  %d = call i64 @resume_kept()
  call void @print(i64 %d)
  %e = call i64 @joined(i64 3)
  %f = call i64 @resume_kept()
  ret i32 0
}
