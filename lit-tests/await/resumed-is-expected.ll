; `resumed` comes to its branch through llvm.expect.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define {{.*}}i64 @f0.await.0(
; CHECK: ret i64
%await = type { ptr addrspace(1), i1, i64 }
define ptr addrspace(1) @f0({i64, i1} %base, i64 %b) #0 {
entry:
  %w = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 0)
  %h = extractvalue %await %w, 0
  %r = extractvalue %await %w, 1
  %c = call i1 @llvm.expect.i1(i1 %r, i1 false)
  br i1 %c, label %cc, label %f
cc:
  %x = extractvalue %await %w, 2
  %sum = add i64 %x, %b
  call void @gc.coro.return.i64(i64 %sum)
  ret ptr addrspace(1) null
f:
  ret ptr addrspace(1) %h
}
declare ptr addrspace(1) @frame_new(ptr)
declare void @gc.coro.return.i64(i64)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
declare i1 @llvm.expect.i1(i1,i1)
declare i1 @llvm.umax.i1(i1,i1)
declare i64 @llvm.ctpop.i64(i64)
declare i1 @llvm.ctpop.i1(i1)
declare i1 @llvm.usub.sat.i1(i1,i1)
attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
