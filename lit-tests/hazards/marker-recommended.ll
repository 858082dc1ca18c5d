; All the marks at once: both awaits, their states, the first path's store, the load and the result are there, and nothing is inlined.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; RUN: %unsplit-O1 | FileCheck %s --check-prefix=KEPT
; RUN: %unsplit-O2 | FileCheck %s --check-prefix=KEPT
; RUN: %unsplit-O3 | FileCheck %s --check-prefix=KEPT
; RUN: %unsplit-Os | FileCheck %s --check-prefix=KEPT
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; KEPT: call {{.*}}@gc.coro.await(ptr nonnull @f, ptr addrspace(10) %s, i32 1)
; KEPT: call {{.*}}@gc.coro.await(ptr nonnull @f, ptr addrspace(10) null, i32 0)
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
define internal i64 @f(i1 %c) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %s = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %o = call noalias ptr addrspace(10) @new_object()
  call void @gc.coro.share(ptr addrspace(10) %o)
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 1, ptr addrspace(11) %d
  br i1 %c, label %a, label %b
a:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %s, i32 1)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
b:
  %r2 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w2 = extractvalue %none %r2, 1
  br i1 %w2, label %cont, label %first
first:
  %rr = phi %none [ %r, %a ], [ %r2, %b ]
  store i64 2, ptr addrspace(11) %d
  %h = extractvalue %none %rr, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
cont:
  %v = load i64, ptr addrspace(11) %d
  ret i64 %v
}
define i32 @main() {
  %a = call i64 @f(i1 true)
  call void @print(i64 %a)
  %b = call i64 @resume_kept()
  call void @print(i64 %b)
  %c = call i64 @f(i1 false)
  call void @print(i64 %c)
  %d = call i64 @resume_kept()
  call void @print(i64 %d)
  ret i32 0
}
