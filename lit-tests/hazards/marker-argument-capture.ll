; A continuation reads through an argument when its function has returned. Its caller must not think that the argument is not
; kept, and drop or move the store after the call.
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
define i64 @f(ptr addrspace(10) %o) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
cont:
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %v = load i64, ptr addrspace(11) %d
  ret i64 %v
}
define i32 @main() {
  %o = call noalias ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 5, ptr addrspace(11) %d
  %first = call i64 @f(ptr addrspace(10) nocapture readonly %o)
  call void @print(i64 %first)
  store i64 7, ptr addrspace(11) %d
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  ret i32 0
}
