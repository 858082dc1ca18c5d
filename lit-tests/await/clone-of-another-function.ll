; A clone that an optimiser made of a coroutine keeps its attribute, and names the original in its awaits: they are its own.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}5{{$}}
; CHECK-NEXT: {{^}}15{{$}}
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %a)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @f.specialized.1(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %b = add i64 %a, 10
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %b)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 5)
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  call void @print(i64 %v)
  %h1 = call ptr addrspace(10) @f.specialized.1(i64 5)
  %v1 = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h1)
  call void @print(i64 %v1)
  ret i32 0
}
