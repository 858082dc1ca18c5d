; The object comes from a function that is inlined: without the preparation its store is forwarded over the await.
; RUN: %prepared-O1 | FileCheck %s
; RUN: %prepared-O2 | FileCheck %s
; RUN: %prepared-O3 | FileCheck %s
; RUN: %if !since-23 %{ %prepared-Os | FileCheck %s %}
; RUN: %unprepared-O2 | FileCheck %s --check-prefix=WRONG
; CHECK: 2
; WRONG: 1
define internal ptr addrspace(10) @one() {
  %o = call noalias ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 1, ptr addrspace(11) %d
  ret ptr addrspace(10) %o
}
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %o = call ptr addrspace(10) @one()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1) nomerge
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  store i64 2, ptr addrspace(11) %d
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
cont:
  %v = load i64, ptr addrspace(11) %d
  call void @gc.coro.return.i64(i64 %v)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f()
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  call void @print(i64 %v)
  ret i32 0
}
