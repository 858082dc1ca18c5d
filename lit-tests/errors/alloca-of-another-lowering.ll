; Memory of the stack that only coroutines of other lowerings ask for.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': llvm.coro.alloca.alloc belongs to coroutines of another lowering than that of llvm.coro.id
; CHECK-NEXT: {{^ *}}%token = call token @llvm.coro.alloca.alloc.i64(i64 8, i32 8)
; CHECK-NEXT: {{^}}help: use an alloca, or memory of the heap{{$}}
; CHECK-NEXT: error: gc-coro-split: in function 'f': llvm.coro.alloca.get belongs to coroutines of another lowering than that of llvm.coro.id
; CHECK-NEXT: {{^ *}}%memory = call ptr @llvm.coro.alloca.get(token %token)
; CHECK-NEXT: error: gc-coro-split: in function 'f': llvm.coro.alloca.free belongs to coroutines of another lowering than that of llvm.coro.id
; CHECK-NEXT: {{^ *}}call void @llvm.coro.alloca.free(token %token)

declare token @llvm.coro.alloca.alloc.i64(i64, i32)
declare ptr @llvm.coro.alloca.get(token)
declare void @llvm.coro.alloca.free(token)

define ptr @f(ptr %buffer) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %token = call token @llvm.coro.alloca.alloc.i64(i64 8, i32 8)
  %memory = call ptr @llvm.coro.alloca.get(token %token)
  call void @llvm.coro.alloca.free(token %token)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
