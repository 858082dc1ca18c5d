; A handle is an ordinary object: a wrapper (an opaque closure with world and invoke function) keeps it, is called through its own function, and
; is passed on.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}42{{$}}
; CHECK-NEXT: {{^}}43{{$}}
; { invoke, world, handle } of the frontend.
define i64 @invoke(ptr addrspace(10) %closure, i64 %v) noinline {
  %d = addrspacecast ptr addrspace(10) %closure to ptr addrspace(11)
  %place = getelementptr i8, ptr addrspace(11) %d, i64 16
  %h = load ptr addrspace(10), ptr addrspace(11) %place
  %r = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 %v)
  ret i64 %r
}
define ptr addrspace(10) @closure(ptr addrspace(10) %h, i64 %world) noinline {
  %memory = call ptr @calloc(i64 3, i64 8)
  %o = addrspacecast ptr %memory to ptr addrspace(10)
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store ptr @invoke, ptr addrspace(11) %d
  %w = getelementptr i8, ptr addrspace(11) %d, i64 8
  store i64 %world, ptr addrspace(11) %w
  %c = getelementptr i8, ptr addrspace(11) %d, i64 16
  store ptr addrspace(10) %h, ptr addrspace(11) %c
  ret ptr addrspace(10) %o
}
define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %v = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  %c = call ptr addrspace(10) @closure(ptr addrspace(10) %h, i64 99)
  ret ptr addrspace(10) %c
cont:
  %s = add i64 %v, %a
  call void @gc.coro.return.i64(i64 %s)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %c = call ptr addrspace(10) @f(i64 2)
  %d = addrspacecast ptr addrspace(10) %c to ptr addrspace(11)
  %fn = load ptr, ptr addrspace(11) %d
  %v = call i64 %fn(ptr addrspace(10) %c, i64 40)
  call void @print(i64 %v)
  %w = call i64 %fn(ptr addrspace(10) %c, i64 41)
  call void @print(i64 %w)
  ret i32 0
}
