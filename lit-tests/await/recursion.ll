; A coroutine calls itself, before its await and in its continuation: each activation has a frame of its own.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}3628800{{$}}
; CHECK-NEXT: {{^}}3628800{{$}}
; CHECK-NEXT: {{^}}11{{$}}
; n! : the continuation multiplies, and calls the continuation of n - 1.
define ptr addrspace(10) @factorial(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %small = icmp eq i64 %n, 0
  br i1 %small, label %on, label %deeper
deeper:
  %less = sub i64 %n, 1
  %inner = call ptr addrspace(10) @factorial(i64 %less)
  br label %on
on:
  %next = phi ptr addrspace(10) [ null, %0 ], [ %inner, %deeper ]
  %r = call %i64 @gc.coro.await.i64(ptr @factorial, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %product = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %last = icmp eq ptr addrspace(10) %next, null
  br i1 %last, label %end, label %more
more:
  %times = mul i64 %product, %n
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %next, i64 %times)
  call void @gc.coro.return.i64(i64 %v)
  ret ptr addrspace(10) null
end:
  call void @gc.coro.return.i64(i64 %product)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @factorial(i64 10)
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 1)
  call void @print(i64 %v)
  %w = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 1)
  call void @print(i64 %w)
  call void @print_frames_made()
  ret i32 0
}
