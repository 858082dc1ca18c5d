; What LLVM finds out about the result of the function is true of the ramp; a continuation returns what it likes, of its own type.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}-1{{$}}
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
define i32 @f() "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i32 5
cont:
  call void @gc.coro.return.i64(i64 -1)
  ret i32 9
}
define i32 @main() {
  %r = call i32 @f()
  %small = icmp ult i32 %r, 100
  %b = zext i1 %small to i64
  call void @print(i64 %b)
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  ret i32 0
}
