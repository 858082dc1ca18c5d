; An llvm.coro.* coroutine in a buffer of its caller's: the frame's size and alignment are asked for, and the coroutine is not
; inlined. Nothing is allocated.
; RUN: split-file %s %t
; RUN: sed -f %spelling %t/f.ll | opt -S -passes='coro-early,gc-coro-split,await-size,coro-cleanup,verify' -o %t/f.split.ll
; RUN: FileCheck %s < %t/f.split.ll
; RUN: lli %t/f.split.ll | FileCheck %s --check-prefix=EXEC
; RUN: opt -S -verify-each -passes='default<O2>' %t/f.split.ll | lli | FileCheck %s --check-prefix=EXEC
; CHECK: @f.gc_coro = constant
; CHECK-LABEL: define i32 @main()
; CHECK-NOT: gc.coro.size
; CHECK: call ptr @f(ptr %{{.*}}, i32 4)
; EXEC: frame 32 align 8
; EXEC-NEXT: 4
; EXEC-NEXT: 5
; EXEC-NEXT: 6
;--- f.ll
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.end(ptr, i1, token)
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)
declare i64 @gc.coro.size.bytes(ptr)
declare i64 @gc.coro.size.align(ptr)
declare i32 @printf(ptr, ...)
@frame = private constant [23 x i8] c"frame %lld align %lld\0A\00"
@number = private constant [4 x i8] c"%d\0A\00"
define ptr @f(ptr %memory, i32 %n) presplitcoroutine noinline {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop
loop:
  %n.val = phi i32 [ %n, %entry ], [ %inc, %again ]
  %twice = phi i64 [ 1, %entry ], [ %more, %again ]
  %x = call i32 (ptr, ...) @printf(ptr @number, i32 %n.val)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %again
                                 i8 1, label %suspend ]
again:
  %inc = add nsw i32 %n.val, 1
  %more = mul i64 %twice, %twice
  br label %loop
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
define i32 @main() {
  %size = call i64 @gc.coro.size.bytes(ptr @f)
  %align = call i64 @gc.coro.size.align(ptr @f)
  %x = call i32 (ptr, ...) @printf(ptr @frame, i64 %size, i64 %align)
  %memory = alloca i8, i64 %size, align 16
  %h = call ptr @f(ptr %memory, i32 4)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  ret i32 0
}
