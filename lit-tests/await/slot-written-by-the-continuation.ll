; What the continuation writes to a variable is not seen after its call (1); what it writes to an object is (2).
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
define i64 @slot() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %x = alloca i64
  store i64 1, ptr %x
  %r = call %none @gc.coro.await(ptr @slot, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  %now = load i64, ptr %x
  ret i64 %now
cont:
  store i64 2, ptr %x
  %seen = load i64, ptr %x
  ret i64 %seen
}
define i64 @heap() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %o = call ptr addrspace(10) @new_object()
  call void @gc.coro.share(ptr addrspace(10) %o)
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 1, ptr addrspace(11) %d
  %r = call %none @gc.coro.await(ptr @heap, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  %now = load i64, ptr addrspace(11) %d
  ret i64 %now
cont:
  store i64 2, ptr addrspace(11) %d
  ret i64 0
}
define i32 @main() {
  %v = call i64 @slot()
  call void @print(i64 %v)
  %w = call i64 @heap()
  call void @print(i64 %w)
  ret i32 0
}
