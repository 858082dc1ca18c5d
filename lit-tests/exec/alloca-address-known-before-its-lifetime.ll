; The address of an alloca was stored before the loop in which it lives, as
; loop-invariant code motion does. Within its lifetime it is written through the
; stored address only, by a callee; the value has to be live across the suspend.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK: print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print 12
; CHECK-NOT: {{.}}

@known = global ptr null

define void @write(i32 %v) noinline {
  %p = load ptr, ptr @known
  store i32 %v, ptr %p
  ret void
}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %cell = alloca i32
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
  store ptr %cell, ptr @known
  br label %loop

loop:
  %i = phi i32 [ %n, %begin ], [ %i.next, %resumed ]
  call void @llvm.lifetime.start.p0(i64 4, ptr %cell)
  call void @write(i32 %i)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %v = load i32, ptr %cell
  call void @print(i32 %v)
  call void @llvm.lifetime.end.p0(i64 4, ptr %cell)
  %i.next = add i32 %i, 1
  br label %loop

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
  %hdl = call ptr @f(i32 10)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
