; A flag that a branch on `resumed` has made decides the next branch.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define ptr addrspace(1) @f0(
; CHECK: ret ptr addrspace(1)
; CHECK-LABEL: define {{.*}}i64 @f0.await.0(
; CHECK: ret i64
%await = type { ptr addrspace(1), i1, i64 }
define ptr addrspace(1) @f0(i64 %b) #0 {
entry:
  %w = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 0)
  %h = extractvalue %await %w, 0
  %r = extractvalue %await %w, 1
  %x = extractvalue %await %w, 2
  br i1 %r, label %c, label %f
c:
  %sum = add i64 %x, %b
  br label %j
f:
  call void @note(ptr addrspace(1) %h)
  br label %j
j:
  %flag = phi i1 [true, %c], [false, %f]
  %v = phi i64 [%sum, %c], [0, %f]
  br i1 %flag, label %cc, label %ff
cc:
  call void @gc.coro.return.i64(i64 %v)
  ret ptr addrspace(1) null
ff:
  ret ptr addrspace(1) %h
}
declare void @note(ptr addrspace(1))
declare ptr addrspace(1) @frame_new(ptr)
declare void @gc.coro.return.i64(i64)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
