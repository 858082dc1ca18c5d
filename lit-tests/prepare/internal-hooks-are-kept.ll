; A runtime that is compiled into the module has no use in it before the split, and an ordinary one after it.
; RUN: %prepare | FileCheck %s
; RUN: cat %S/../await/runtime.inc %s | opt -S -passes='default<O2>' | FileCheck %s --check-prefix=BEHIND
; RUN: %standard-O2 | FileCheck %s --check-prefix=OUT
; CHECK: @llvm.compiler.used = appending global [2 x ptr] [ptr @own_frame, ptr @own_again]
; BEHIND-NOT: llvm.compiler.used
; BEHIND-NOT: gc-coro-kept
; OUT: 5
; OUT-NEXT: -7
define internal ptr addrspace(10) @own_frame(ptr %descriptor) {
  %frame = call ptr addrspace(10) @new_frame(ptr %descriptor)
  ret ptr addrspace(10) %frame
}
define linkonce_odr void @own_again() {
  call void @print(i64 -7)
  call void @exit(i32 0)
  ret void
}
define ptr addrspace(10) @f(i64 %x) "gc-coro-allocate"="own_frame" "gc-coro-reentered"="own_again" "gc-coro-model"="julia" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 1)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %x)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 5)
  call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
