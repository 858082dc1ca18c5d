; The constant handle of an await without state is no object of the heap, but a collector meets it: the words that it reads before an
; object stand before the two of the frame. All are aligned.
; RUN: opt -S -passes='gc-coro-split<gc=julia>,verify' %s | FileCheck %s
; CHECK-DAG: @number.await.0.state = private constant <{ i64, ptr, ptr }> <{ i64 1, ptr @number.await.0, ptr @number.await.0.gc_coro }>, align 8
; CHECK-DAG: @words.await.0.state = private constant <{ i64, ptr, ptr, ptr, ptr, ptr }> <{ i64 32528, ptr getelementptr (i8, ptr @tag, i64 3), ptr @elsewhere, ptr @words, ptr @words.await.0, ptr @words.await.0.gc_coro }>, align 8
; CHECK-DAG: @none.await.0.state = private constant <{ ptr, ptr }> <{ ptr @none.await.0, ptr @none.await.0.gc_coro }>, align 8
; CHECK-DAG: @elsewhere = external global i8
; CHECK-LABEL: define ptr addrspace(10) @number()
; CHECK: ret ptr addrspace(10) addrspacecast (ptr getelementptr (i8, ptr @number.await.0.state, i64 8) to ptr addrspace(10))
; CHECK-LABEL: define ptr addrspace(10) @words()
; CHECK: ret ptr addrspace(10) addrspacecast (ptr getelementptr (i8, ptr @words.await.0.state, i64 32) to ptr addrspace(10))
; CHECK-LABEL: define ptr addrspace(10) @none()
; CHECK: ret ptr addrspace(10) addrspacecast (ptr @none.await.0.state to ptr addrspace(10))
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13"
@tag = external constant [2 x i64], align 16
declare { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr, ptr addrspace(10), i32) nomerge
declare void @gc.coro.return.i64(i64)
define ptr addrspace(10) @number() presplitcoroutine noinline "gc-coro" "gc-coro-object-header"="1" {
  %r = call { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr @number, ptr addrspace(10) null, i32 2)
  %h = extractvalue { ptr addrspace(10), i1, i64 } %r, 0
  %resumed = extractvalue { ptr addrspace(10), i1, i64 } %r, 1
  %arg = extractvalue { ptr addrspace(10), i1, i64 } %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %arg)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @words() presplitcoroutine noinline "gc-coro" "gc-coro-object-header"="0x7f10, @tag+3, @elsewhere,@words" {
  %r = call { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr @words, ptr addrspace(10) null, i32 2)
  %h = extractvalue { ptr addrspace(10), i1, i64 } %r, 0
  %resumed = extractvalue { ptr addrspace(10), i1, i64 } %r, 1
  %arg = extractvalue { ptr addrspace(10), i1, i64 } %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %arg)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @none() presplitcoroutine noinline "gc-coro" {
  %r = call { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr @none, ptr addrspace(10) null, i32 2)
  %h = extractvalue { ptr addrspace(10), i1, i64 } %r, 0
  %resumed = extractvalue { ptr addrspace(10), i1, i64 } %r, 1
  %arg = extractvalue { ptr addrspace(10), i1, i64 } %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @gc.coro.return.i64(i64 %arg)
  ret ptr addrspace(10) null
}
