; A function with an await is not inlined, whatever its caller asks for. Without our attributes and without the preparation it is,
; and the split says so.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; RUN: cat %S/../await/runtime.inc %s | %stock-opt -S -passes='default<O2>' | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s --check-prefix=ERROR
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; ERROR: error: gc-coro-split: in function 'main': 'gc.coro.await' is in a function without the attribute "gc-coro"
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
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 1
cont:
  ret i64 2
}
define i32 @main() {
  %x = call i64 @f() alwaysinline
  call void @print(i64 %x)
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  ret i32 0
}
