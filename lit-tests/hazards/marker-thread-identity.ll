; The continuation asks again for the task that it runs on.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}100{{$}}
; CHECK-NEXT: {{^}}200{{$}}
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
@one = global i64 100
@other = global i64 200
@current = global ptr @one
define ptr @julia.get_pgcstack() nounwind memory(none) noinline optnone {
  %task = load ptr, ptr @current
  ret ptr %task
}
define i64 @f() "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %p = call ptr @julia.get_pgcstack()
  %x = load volatile i64, ptr %p
  call void @print(i64 %x)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
cont:
  %p2 = call ptr @julia.get_pgcstack()
  %y = load volatile i64, ptr %p2
  call void @print(i64 %y)
  ret i64 0
}
define i32 @main() {
  %x = call i64 @f()
  store ptr @other, ptr @current
  %v = call i64 @resume_kept()
  ret i32 0
}
