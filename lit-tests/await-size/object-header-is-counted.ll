; The bytes of a buffer count the words that stand before it: where the function is in this module, where it is in another, and where
; no await is left of it, because its caller makes a buffer nevertheless. The pointers do not.
; RUN: split-file %s %t
; RUN: cat %runtime %t/f.ll | opt -S -passes='gc-coro-split<gc=julia>,await-size' -o %t/f.split.ll
; RUN: FileCheck %s --check-prefix=SAME < %t/f.split.ll
; RUN: opt -S %t/asker.ll -passes='gc-coro-split<gc=julia>,await-size' -o %t/asker.split.ll
; RUN: llvm-link -S %t/f.split.ll %t/asker.split.ll -o %t/linked.ll
; RUN: lli %t/linked.ll | FileCheck %s --check-prefix=EXEC
; RUN: opt -S -verify-each -passes='default<O2>' %t/linked.ll -o %t/final.ll
; RUN: lli %t/final.ll | FileCheck %s --check-prefix=EXEC
; SAME-LABEL: define i64 @bytes_here()
; SAME: ret i64 24
; SAME-LABEL: define i64 @bytes_of_none()
; SAME: ret i64 8
; SAME-LABEL: define i64 @pointers_of_none()
; SAME: ret i64 0
; EXEC: {{^}}24{{$}}
; EXEC-NEXT: {{^}}1{{$}}
; EXEC-NEXT: {{^}}8{{$}}

;--- f.ll
define ptr addrspace(10) @f(i64 %x, ptr addrspace(10) %p) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="7,1" {
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
define ptr addrspace(10) @none(i64 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1" {
  %r = call %none @gc.coro.await(ptr @none, ptr addrspace(10) null, i32 0)
  ret ptr addrspace(10) null
}
define i64 @bytes_here() {
  %bytes = call i64 @gc.coro.size.bytes(ptr @f)
  ret i64 %bytes
}
define i64 @bytes_of_none() {
  %bytes = call i64 @gc.coro.size.bytes(ptr @none)
  ret i64 %bytes
}
define i64 @pointers_of_none() {
  %pointers = call i64 @gc.coro.size.pointers(ptr @none)
  ret i64 %pointers
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
