; Results of intrinsics that report an overflow, or saturate, last across suspensions and are taken apart after
; them.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print -128
; CHECK-NEXT: print 1
; CHECK-NEXT: print 255
; CHECK-NEXT: print 44
; CHECK-NEXT: print 1
; CHECK-NEXT: print 5
; CHECK-NEXT: print 3
; CHECK-NOT:  {{.+}}

declare { i8, i1 } @llvm.sadd.with.overflow.i8(i8, i8)
declare i8 @llvm.uadd.sat.i8(i8, i8)
declare { i8, i1 } @llvm.umul.with.overflow.i8(i8, i8)
declare i32 @llvm.smax.i32(i32, i32)
declare i32 @llvm.fshl.i32(i32, i32, i32)

define ptr @f(i32 %n) presplitcoroutine {
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
  %n8 = trunc i32 %n to i8
  %over = call { i8, i1 } @llvm.sadd.with.overflow.i8(i8 %n8, i8 123)
  %sat = call i8 @llvm.uadd.sat.i8(i8 %n8, i8 -2)
  %mul = call { i8, i1 } @llvm.umul.with.overflow.i8(i8 %n8, i8 60)
  %max = call i32 @llvm.smax.i32(i32 %n, i32 -4)
  %rot = call i32 @llvm.fshl.i32(i32 %n, i32 %n, i32 31)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %a = extractvalue { i8, i1 } %over, 0
  %a.n = sext i8 %a to i32
  call void @print(i32 %a.n)
  %b = extractvalue { i8, i1 } %over, 1
  %b.n = zext i1 %b to i32
  call void @print(i32 %b.n)
  %c.n = zext i8 %sat to i32
  call void @print(i32 %c.n)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %d = extractvalue { i8, i1 } %mul, 0
  %d.n = zext i8 %d to i32
  call void @print(i32 %d.n)
  %e = extractvalue { i8, i1 } %mul, 1
  %e.n = zext i1 %e to i32
  call void @print(i32 %e.n)
  call void @print(i32 %max)
  %low = and i32 %rot, 2147483647
  %low.up = add i32 %low, 1
  call void @print(i32 %low.up)
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
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
