; Calls with byval, sret, inreg, a variable number of arguments and their own conventions, of objects in the frame: the
; callee's copy is a copy, and its result comes back.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 100
; CHECK-NEXT: print 5
; CHECK-NEXT: print 12
; CHECK-NEXT: print 17
; CHECK-NEXT: printf 9.5
; CHECK-NOT:  {{.+}}

@float = global double 0.0

define void @changes(ptr byval({ i32, i64 }) align 8 %p) noinline {
  store i32 77, ptr %p
  ret void
}

define void @fills(ptr sret({ i32, i64 }) align 8 %p, i32 inreg %v) noinline {
  store i32 %v, ptr %p
  ret void
}

define fastcc i32 @adds(i32 signext %a, i32 zeroext %b) noinline {
  %s = add i32 %a, %b
  ret i32 %s
}

declare void @llvm.va_start(ptr)
declare void @llvm.va_end(ptr)

define i32 @counts(i32 %n, ...) noinline {
  %list = alloca [3 x i64], align 8
  call void @llvm.va_start(ptr %list)
  %a = va_arg ptr %list, i32
  %f = va_arg ptr %list, double
  %p = va_arg ptr %list, ptr
  call void @llvm.va_end(ptr %list)
  store double %f, ptr @float
  %v = load i32, ptr %p
  %s = add i32 %a, %v
  ret i32 %s
}

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
  %x = alloca { i32, i64 }
  %r = alloca { i32, i64 }
  store i32 %n, ptr %x
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @changes(ptr byval({ i32, i64 }) align 8 %x)
  %v = load i32, ptr %x
  call void @print(i32 %v)
  call void @fills(ptr sret({ i32, i64 }) align 8 %r, i32 inreg 100)
  %w = load i32, ptr %r
  call void @print(i32 %w)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %again = load i32, ptr %x
  call void @print(i32 %again)
  %sum = call fastcc i32 @adds(i32 signext %again, i32 zeroext 7)
  call void @print(i32 %sum)
  %many = call i32 (i32, ...) @counts(i32 3, i32 %sum, double 9.5, ptr %x)
  call void @print(i32 %many)
  %f = load double, ptr @float
  call void @printf64(double %f)
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
