; What the first path writes to an object after the await is seen by the continuation, through a derived pointer too.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 7
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %o = call ptr addrspace(10) @new_object()
  call void @gc.coro.share(ptr addrspace(10) %o)
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %field = getelementptr i64, ptr addrspace(11) %d, i64 1
  store i64 1, ptr addrspace(11) %field
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  store i64 7, ptr addrspace(11) %field
  ret ptr addrspace(10) %h
cont:
  %v = load i64, ptr addrspace(11) %field
  call void @gc.coro.return.i64(i64 %v)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f()
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  call void @print(i64 %v)
  ret i32 0
}
