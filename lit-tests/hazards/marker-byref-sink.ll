; A load of the caller's memory that never changes, used in the continuation alone: it stays before the await, or reads a
; copy. Here the caller's memory is an array on a stack that is written over.
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
; CHECK-NEXT: {{^}}40{{$}}
; CHECK-NEXT: {{^}}40{{$}}
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
define i64 @f(ptr addrspace(11) nocapture readonly align 8 dereferenceable(16) %byref) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %a = load i64, ptr addrspace(11) %byref, align 8, !invariant.load !0
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 0
cont:
  %second = getelementptr i8, ptr addrspace(11) %byref, i64 8
  %b = load i64, ptr addrspace(11) %second, align 8, !invariant.load !0
  %v = mul i64 %a, %b
  ret i64 %v
}
define i64 @call() noinline {
  %memory = alloca [2 x i64]
  store volatile i64 4, ptr %memory
  %second = getelementptr i8, ptr %memory, i64 8
  store volatile i64 10, ptr %second
  %byref = addrspacecast ptr %memory to ptr addrspace(11)
  %first = call i64 @f(ptr addrspace(11) %byref)
  store volatile i64 -1, ptr %memory
  store volatile i64 -1, ptr %second
  ret i64 %first
}
define i32 @main() {
  %first = call i64 @call()
  call void @print(i64 %first)
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  %again = call i64 @resume_kept()
  call void @print(i64 %again)
  ret i32 0
}
!0 = !{}
