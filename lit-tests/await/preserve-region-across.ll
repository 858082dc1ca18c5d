; A region that keeps objects alive, open at an await: it is closed where the frame has been filled, and begins again in the
; continuation, whose token is its own.
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-verify,gc-coro-split,verify,gc-coro-verify' | FileCheck %s
; CHECK-LABEL: define ptr addrspace(10) @f(
; CHECK: %[[T:.*]] = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %o)
; CHECK: call void @llvm.julia.gc_preserve_end(token %[[T]])
; CHECK: ret
; CHECK-LABEL: define internal {{.*}}@f.await.0(
; CHECK: %[[O:.*]] = load ptr addrspace(10), ptr addrspace(11)
; CHECK: %[[U:.*]] = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %[[O]])
; CHECK: call void @use()
; CHECK: call void @llvm.julia.gc_preserve_end(token %[[U]])
declare token @llvm.julia.gc_preserve_begin(...)
declare void @llvm.julia.gc_preserve_end(token)
declare ptr @julia.get_pgcstack()
declare void @use()
define ptr addrspace(10) @f(ptr addrspace(10) %o) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
  %task = call ptr @julia.get_pgcstack()
  %token = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %o)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @use()
  call void @llvm.julia.gc_preserve_end(token %token)
  ret ptr addrspace(10) null
}
