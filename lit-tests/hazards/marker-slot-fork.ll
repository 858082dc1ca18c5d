; Slots are copied per continuation: what the first path stores, the continuation does not see.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}2{{$}}
; CHECK-NEXT: {{^}}1{{$}}
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
define i64 @f() "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %x = alloca i64
  store i64 1, ptr %x
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  store i64 2, ptr %x
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  %v1 = load i64, ptr %x
  ret i64 %v1
cont:
  %v = load i64, ptr %x
  ret i64 %v
}
define i32 @main() {
  %first = call i64 @f()
  call void @print(i64 %first)
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  ret i32 0
}
