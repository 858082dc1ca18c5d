; Values that share their places: at each of three suspends of a loop another pair
; lives, and one lives around; nothing may be overwritten too early.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 0
; CHECK-NEXT: print 3
; CHECK-NEXT: print 4
; CHECK-NEXT: print 5
; CHECK-NEXT: print 6
; CHECK-NEXT: print 0
; CHECK-NEXT: print 11
; CHECK-NEXT: print 12
; CHECK-NEXT: print 1
; CHECK-NEXT: print 13
; CHECK-NEXT: print 14
; CHECK-NEXT: print 15
; CHECK-NEXT: print 16
; CHECK-NEXT: print 1
; CHECK-NEXT: print 21
; CHECK-NEXT: print 22
; CHECK-NEXT: print 2
; CHECK-NOT:  {{.+}}

define ptr @f() presplitcoroutine {
entry:
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
  br label %loop

loop:
  %i = phi i32 [ 0, %begin ], [ %i1, %r3 ]
  %ten = mul i32 %i, 10
  %a0 = add i32 %ten, 1
  %a = call i32 @opaque(i32 %a0)
  %b0 = add i32 %ten, 2
  %b = call i32 @opaque(i32 %b0)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @print(i32 %a)
  call void @print(i32 %b)
  call void @print(i32 %i)
  %c0 = add i32 %ten, 3
  %c = call i32 @opaque(i32 %c0)
  %d0 = add i32 %ten, 4
  %d = call i32 @opaque(i32 %d0)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]

r2:
  call void @print(i32 %c)
  call void @print(i32 %d)
  %e0 = add i32 %ten, 5
  %e = call i32 @opaque(i32 %e0)
  %f0 = add i32 %ten, 6
  %f = call i32 @opaque(i32 %f0)
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %r3
                                  i8 1, label %cleanup ]

r3:
  call void @print(i32 %e)
  call void @print(i32 %f)
  call void @print(i32 %i)
  %i1 = add i32 %i, 1
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
  %hdl = call ptr @f()
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
