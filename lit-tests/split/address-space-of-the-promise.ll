; The promise is named by a cast of its alloca, where allocas have an address space of their own.
;
; The verifier of LLVM 23 refuses such a promise.
; UNSUPPORTED: since-23
; RUN: sed -f %spelling %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK:       call token @llvm.coro.id(i32 0, ptr null,
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       getelementptr inbounds i8, ptr %frame, i64 16

target datalayout = "e-A5"

declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i1 @llvm.coro.alloc(token)
declare ptr @llvm.coro.begin(token, ptr)
declare ptr @llvm.coro.free(token, ptr)
declare i64 @llvm.coro.size.i64()
declare i64 @llvm.coro.align.i64()
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.end(ptr, i1, token)
declare ptr @allocate(i64, i64)
declare void @deallocate(ptr)
declare void @keep(ptr)
declare void @print64(i64)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %x = alloca i64, addrspace(5)
  %plain = addrspacecast ptr addrspace(5) %x to ptr
  %id = call token @llvm.coro.id(i32 0, ptr %plain, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  call void @keep(ptr %plain)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  call void @keep(ptr %plain)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
