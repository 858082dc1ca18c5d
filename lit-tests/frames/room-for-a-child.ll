; A coroutine keeps the frame of another in a buffer of its own, whose size it asks for: the table knows the size as the split does.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames>' -disable-output 2>&1 | FileCheck %s

; CHECK:      frame of 'child': 24 bytes
; CHECK:      frame of 'parent': {{.*}} bytes
; CHECK:      24 {{.*}}room

declare i64 @gc.coro.size.bytes(ptr)

define ptr @child(ptr %mem, i64 %n) presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %on
                             i8 1, label %out ]

on:
  call void @print64(i64 %n)
  br label %out

out:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @parent(ptr %mem) presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %size = call i64 @gc.coro.size.bytes(ptr @child)
  %room = alloca i8, i64 %size, align 16
  %child = call ptr @child(ptr %room, i64 1)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %on
                             i8 1, label %out ]

on:
  call void @llvm.coro.resume(ptr %child)
  br label %out

out:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
