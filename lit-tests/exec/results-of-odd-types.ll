; Values of empty types, of integers that are no whole bytes, and of vectors of bits last across
; suspensions, in a loop as well.
;
; LLVM's own split gives a value of an empty type another type.
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 3
; CHECK-NEXT: print64 -1234567890123
; CHECK-NEXT: print 9
; CHECK-NEXT: print 2
; CHECK-NEXT: print 21
; CHECK-NEXT: print 6
; CHECK-NEXT: print 3
; CHECK-NEXT: print64 -1234567890123
; CHECK-NEXT: print 9
; CHECK-NEXT: print 2
; CHECK-NEXT: print 21
; CHECK-NOT:  {{.+}}

declare i7 @llvm.ctpop.i7(i7)

define { i1, [3 x i5], <3 x i8> } @three(i32 %n) noinline {
  %a = insertvalue { i1, [3 x i5], <3 x i8> } zeroinitializer, i5 9, 1, 2
  %b = insertvalue { i1, [3 x i5], <3 x i8> } %a, <3 x i8> <i8 1, i8 21, i8 3>, 2
  ret { i1, [3 x i5], <3 x i8> } %b
}

define ptr @f(i32 %n, i64 %big) presplitcoroutine {
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
  %empty = insertvalue { {}, i32 } undef, i32 %n, 1
  %nothing = extractvalue { {}, i32 } %empty, 0
  %bits = trunc i32 %n to i3
  br label %loop

loop:
  %i = phi i32 [ 0, %begin ], [ %i.next, %two ]
  %wide = sext i64 %big to i65
  %shifted = shl i65 %wide, 1
  %a = add i32 %n, %i
  %v0 = insertelement <7 x i3> zeroinitializer, i3 %bits, i32 2
  %small = trunc i32 9 to i3
  %v1 = insertelement <7 x i3> %v0, i3 %small, i32 6
  %cmp = icmp ne <7 x i3> %v1, zeroinitializer
  %three = call { i1, [3 x i5], <3 x i8> } @three(i32 %a)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %pair = insertvalue { {}, i32 } undef, {} %nothing, 0
  call void @print(i32 %a)
  %part = extractelement <7 x i3> %v1, i32 2
  %part.n = zext i3 %part to i32
  %part.less = sub i32 %part.n, 2
  call void @print(i32 %part.less)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %half = ashr i65 %shifted, 1
  %narrow = trunc i65 %half to i64
  call void @print64(i64 %narrow)
  %f = extractvalue { i1, [3 x i5], <3 x i8> } %three, 1, 2
  %f.n = zext i5 %f to i32
  call void @print(i32 %f.n)
  %count = bitcast <7 x i1> %cmp to i7
  %pop = call i7 @llvm.ctpop.i7(i7 %count)
  %pop.n = zext i7 %pop to i32
  call void @print(i32 %pop.n)
  %g = extractvalue { i1, [3 x i5], <3 x i8> } %three, 2
  %g.e = extractelement <3 x i8> %g, i32 1
  %g.n = zext i8 %g.e to i32
  call void @print(i32 %g.n)
  %i.next = add i32 %i, 1
  %more = icmp ult i32 %i.next, 2
  br i1 %more, label %loop, label %cleanup

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
  %hdl = call ptr @f(i32 5, i64 -1234567890123)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
