; A dynamic scope is an ordinary value that the frontend reads and puts back: the continuation has that of the await, its caller keeps
; its own. A lock is not: what is entered stays entered.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
@scope = internal global ptr addrspace(10) null
define ptr addrspace(10) @scope_of(i64 %v) noinline {
  %o = call ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 %v, ptr addrspace(11) %d
  ret ptr addrspace(10) %o
}
define void @print_scope() noinline {
  %o = load volatile ptr addrspace(10), ptr @scope
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %v = load i64, ptr addrspace(11) %d
  call void @print(i64 %v)
  ret void
}
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %captured = load volatile ptr addrspace(10), ptr @scope
  call void @print_scope()
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %callers = load volatile ptr addrspace(10), ptr @scope
  store volatile ptr addrspace(10) %captured, ptr @scope
  call void @print_scope()
  store volatile ptr addrspace(10) %callers, ptr @scope
  ret ptr addrspace(10) null
}
define i32 @main() {
  %one = call ptr addrspace(10) @scope_of(i64 1)
  %two = call ptr addrspace(10) @scope_of(i64 2)
  store volatile ptr addrspace(10) %one, ptr @scope
  %h = call ptr addrspace(10) @f()
  store volatile ptr addrspace(10) %two, ptr @scope
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  call void @print_scope()
  ret i32 0
}
