; The address of a variable is kept across the await in a struct, as a number and frozen: the continuation's is that of its own
; variable.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 77
; CHECK-NEXT: 77
; CHECK-NEXT: 77
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  %x = alloca i64
  store i64 %a, ptr %x
  %frozen = freeze ptr %x
  %struct = insertvalue { i64, ptr } undef, ptr %x, 1
  %number = ptrtoint ptr %x to i64
  %sum = add i64 %number, %a
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  store i64 77, ptr %x
  %u = load i64, ptr %frozen
  call void @print(i64 %u)
  %p = extractvalue { i64, ptr } %struct, 1
  %v = load i64, ptr %p
  call void @print(i64 %v)
  %back = sub i64 %sum, %a
  %q = inttoptr i64 %back to ptr
  %w = load i64, ptr %q
  call void @print(i64 %w)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 5)
  %one = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
