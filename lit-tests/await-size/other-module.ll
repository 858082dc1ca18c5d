; The sizes of a function in another module are read from the constant that it exports. Linked, they are constants; the
; program runs both paths. 
; RUN: split-file %s %t
; RUN: cat %runtime %t/f.ll | opt -S -passes='gc-coro-split<gc=julia>,await-size' -o %t/f.split.ll
; RUN: opt -S %t/asker.ll -passes='gc-coro-split<gc=julia>,await-size' -o %t/asker.split.ll
; RUN: FileCheck %s --check-prefix=LOADS < %t/asker.split.ll
; RUN: llvm-link -S %t/f.split.ll %t/asker.split.ll -o %t/linked.ll
; RUN: lli %t/linked.ll | FileCheck %s --check-prefix=EXEC
; RUN: opt -S -verify-each -passes='default<O2>' %t/linked.ll -o %t/final.ll
; RUN: FileCheck %s --check-prefix=LTO < %t/final.ll
; RUN: lli %t/final.ll | FileCheck %s --check-prefix=EXEC
; LOADS: @f.gc_coro = external constant [56 x i8]
; LOADS-LABEL: define i32 @main()
; LOADS-NOT: call i64 @gc.coro.size
; LOADS: load i64, ptr
; LTO-LABEL: define {{.*}}i32 @main()
; LTO-NOT: f.gc_coro
; LTO: @printf({{.*}}, i64 8)
; LTO-NEXT: @printf({{.*}}, i64 1)
; EXEC: 8
; EXEC-NEXT: 1
; EXEC-NEXT: 8

;--- f.ll
define ptr addrspace(10) @f(i64 %x, ptr addrspace(10) %p) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %x)
  ret ptr addrspace(10) %p
}
;--- asker.ll
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
target triple = "x86_64-unknown-linux-gnu"
declare i64 @gc.coro.size.bytes(ptr)
declare i64 @gc.coro.size.pointers(ptr)
declare i64 @gc.coro.size.align(ptr)
declare ptr addrspace(10) @f(i64, ptr addrspace(10))
declare void @print(i64)
define i32 @main() {
  %bytes = call i64 @gc.coro.size.bytes(ptr @f)
  %pointers = call i64 @gc.coro.size.pointers(ptr @f)
  %align = call i64 @gc.coro.size.align(ptr @f)
  call void @print(i64 %bytes)
  call void @print(i64 %pointers)
  call void @print(i64 %align)
  ret i32 0
}
