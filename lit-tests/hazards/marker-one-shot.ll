; The yield form needs no share, and its counter stays in a register: no load of it is left in the loop.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; RUN: %unsplit-O2 | FileCheck %s --check-prefix=KEPT
; CHECK: {{^}}3{{$}}
; CHECK-NEXT: {{^}}3{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; KEPT-LABEL: define ptr addrspace(10) @f(
; KEPT-NOT: gc.coro.share
; KEPT: call %none @gc.coro.await
; KEPT-NOT: load
; KEPT: store i64
; KEPT: {{^}}}
define ptr addrspace(10) @f(i64 %n) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %s = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %o = call noalias ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 0, ptr addrspace(11) %d
  br label %loop
loop:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %s, i32 1)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
cont:
  %v = load i64, ptr addrspace(11) %d
  %v1 = add i64 %v, 1
  store i64 %v1, ptr addrspace(11) %d
  %end = icmp eq i64 %v1, %n
  br i1 %end, label %done, label %loop
done:
  ret ptr addrspace(10) %o
}
define i32 @main() {
entry:
  %first = call ptr addrspace(10) @f(i64 3)
  br label %loop
loop:
  %h = phi ptr addrspace(10) [ %first, %entry ], [ %next, %loop ]
  %i = phi i64 [ 1, %entry ], [ %i1, %loop ]
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  %i1 = add i64 %i, 1
  %more = icmp ule i64 %i1, 3
  br i1 %more, label %loop, label %out
out:
  %d = addrspacecast ptr addrspace(10) %next to ptr addrspace(11)
  %v = load i64, ptr addrspace(11) %d
  call void @print(i64 %v)
  call void @print(i64 %i)
  call void @print_frames_made()
  ret i32 0
}
