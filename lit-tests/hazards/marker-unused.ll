; An await whose handle nobody gets is gone, and its continuation with it.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; RUN: cat %S/../await/runtime.inc %s | opt -S -passes='default<O2>' | FileCheck %s --check-prefix=GONE
; CHECK: {{^}}1{{$}}
; GONE-NOT: @f.await
; GONE-NOT: call void @print(i64 77)
define i64 @f() "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  ret i64 1
cont:
  call void @print(i64 77)
  ret i64 2
}
define i32 @main() {
  %x = call i64 @f()
  call void @print(i64 %x)
  ret i32 0
}
