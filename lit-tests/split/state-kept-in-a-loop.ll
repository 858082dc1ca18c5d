; A coroutine that loops over one suspension stays in its state: the number is stored when the state changes, after the initial
; suspension, and not at each turn. Where a resumption can end in two suspensions both store theirs.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s

; CHECK-LABEL: define ptr @loops(
; CHECK:       store i8 0, ptr %index.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @loops.resume(
; CHECK-COUNT-1: store i8 1, ptr %index.addr
; CHECK-NOT:   store i8
; CHECK-LABEL: define internal{{ (fastcc )?}}void @loops.destroy(

; CHECK-LABEL: define internal{{ (fastcc )?}}void @chooses.resume(
; CHECK-COUNT-2: store i8 {{[12]}}, ptr %index.addr
; CHECK-NOT:   store i8
; CHECK-LABEL: define internal{{ (fastcc )?}}void @chooses.destroy(

declare void @work()
declare i1 @choose()

define ptr @loops() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %body
                                 i8 1, label %cleanup ]

body:
  call void @work()
  %t = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %t, label %suspend [ i8 0, label %body
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @chooses() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %body
                                 i8 1, label %cleanup ]

body:
  %one = call i1 @choose()
  br i1 %one, label %left, label %right

left:
  %t = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %t, label %suspend [ i8 0, label %body
                                 i8 1, label %cleanup ]

right:
  %u = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %u, label %suspend [ i8 0, label %body
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
