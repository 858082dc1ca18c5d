; The only direct caller ignores the result, but that of the continuation is not its own to ignore.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}55{{$}}
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
define internal i64 @f(i64 %a, i64 %k) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
cont:
  %v = mul i64 %a, %k
  ret i64 %v
}
define i32 @main() {
  %x = call i64 @f(i64 11, i64 5)
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  ret i32 0
}
