; Values whose flags (nuw, nsw, exact, fast-math, inbounds) hold where they are computed keep them when they are
; computed again.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 15
; CHECK-NEXT: print 4
; CHECK-NEXT: print 80
; CHECK-NEXT: print 1
; CHECK-NEXT: printf 7.5
; CHECK-NEXT: printf -2.5
; CHECK-NEXT: print 6
; CHECK-NEXT: printf 0.5
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n, i32 %n8, i32 %two, double %h, double %y.1) presplitcoroutine {
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
  %a = mul nuw nsw i32 %n, 3
  %b = lshr exact i32 %n8, 1
  %c = shl nuw i32 %n, 4
  %d = icmp ult i32 %n, %a
  %x = sitofp i32 %n to double
  %y = fmul fast double %x, 1.5
  %z = fneg nnan ninf double %h
  %w = sdiv exact i32 12, %two
  %v = frem nsz double %y.1, 1.0
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @print(i32 %a)
  call void @print(i32 %b)
  call void @print(i32 %c)
  %d.wide = zext i1 %d to i32
  call void @print(i32 %d.wide)
  call void @printf64(double %y)
  call void @printf64(double %z)
  call void @print(i32 %w)
  call void @printf64(double %v)
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
  %hdl = call ptr @f(i32 5, i32 8, i32 2, double 2.5, double 4.5)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
