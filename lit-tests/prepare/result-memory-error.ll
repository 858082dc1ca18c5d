; The caller's memory for the result is gone when a continuation runs. Written on the first path only, it is fine.
; RUN: cat %S/../await/runtime.inc %s | not opt -disable-output -passes='gc-coro-prepare<gc=julia>,gc-coro-split<gc=julia>' 2>&1 | FileCheck %s
; CHECK: in function 'f': the sret argument 'out' is used after the await in the continuation
; CHECK: in function 'g': the julia.return_roots argument 'roots' is used after the await in the continuation
; CHECK-NOT: in function 'fine'
@kept = global ptr addrspace(10) null
define void @f(ptr sret(i64) %out) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  store i64 1, ptr %out
  store ptr addrspace(10) %h, ptr @kept
  ret void
}
define ptr addrspace(10) @g(ptr "julia.return_roots" %roots) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @g, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %second = getelementptr i8, ptr %roots, i64 8
  store ptr addrspace(10) null, ptr %second
  ret ptr addrspace(10) %h
}
define void @fine(ptr sret(i64) %out) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @fine, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  store i64 1, ptr %out
  store ptr addrspace(10) %h, ptr @kept
  ret void
cont:
  ret void
}
