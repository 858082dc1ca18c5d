; A list of allocas that a loop makes and another walks along, before any suspend: each turn has
; memory of its own.
;
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print64 2
; CHECK-NEXT: print64 1
; CHECK-NEXT: print64 0
; CHECK-NOT:  {{.+}}

declare ptr @llvm.stacksave()
declare void @llvm.stackrestore(ptr)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %sp = call ptr @llvm.stacksave()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
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
  br label %make

make:
  %i = phi i64 [ 0, %begin ], [ %j, %make ]
  %last = phi ptr [ null, %begin ], [ %node, %make ]
  %node = alloca { ptr, i64 }
  store ptr %last, ptr %node
  %number = getelementptr i8, ptr %node, i64 8
  store i64 %i, ptr %number
  %j = add i64 %i, 1
  %more = icmp ult i64 %j, 3
  br i1 %more, label %make, label %walk

walk:
  %at = phi ptr [ %node, %make ], [ %next, %walk ]
  %n.at = getelementptr i8, ptr %at, i64 8
  %v = load i64, ptr %n.at
  call void @print64(i64 %v)
  %next = load ptr, ptr %at
  %is.end = icmp eq ptr %next, null
  br i1 %is.end, label %done, label %walk

done:
  call void @llvm.stackrestore(ptr %sp)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i64 5)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
