; A clone that an optimiser made of a coroutine names the original where it asks for a state; what it gets has room for its own awaits.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-split | FileCheck %s --check-prefix=SPLIT
; CHECK: {{^}}5{{$}}
; CHECK-NEXT: {{^}}15{{$}}
; CHECK-NEXT: {{^}}25{{$}}
; SPLIT-LABEL: define {{.*}}@f.specialized.1(
; SPLIT: call ptr addrspace(10) @new_frame(ptr @f.specialized.1.gc_coro)
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %a)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @f.specialized.1(i64 %a, i64 %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %a)
  call void @print(i64 %b)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 5)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  %h1 = call ptr addrspace(10) @f.specialized.1(i64 15, i64 25)
  %n1 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h1)
  ret i32 0
}
