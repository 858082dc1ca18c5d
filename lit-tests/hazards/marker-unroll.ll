; Unrolling makes three awaits of one, each with a continuation of its own.
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
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
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
define i64 @f() "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ]
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 %i
cont:
  %next = add i64 %i, 1
  %end = icmp eq i64 %next, 3
  br i1 %end, label %done, label %loop
done:
  ret i64 -1
}
define i32 @main() {
  %a = call i64 @f()
  call void @print(i64 %a)
  %b = call i64 @resume_kept()
  call void @print(i64 %b)
  %c = call i64 @resume_kept()
  call void @print(i64 %c)
  %d = call i64 @resume_kept()
  call void @print(i64 %d)
  ret i32 0
}
