; Arguments of all kinds used after the suspend, one of them only in the cleanup.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print64 2
; CHECK-NEXT: printf 2.5
; CHECK-NEXT: print 4
; CHECK-NEXT: print 5
; CHECK-NOT:  {{.+}}

define ptr @f(i1 zeroext %a, i64 %b, double %c, ptr %d, i16 signext %e) presplitcoroutine {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %a.32 = zext i1 %a to i32
  call void @print(i32 %a.32)
  call void @print64(i64 %b)
  call void @printf64(double %c)
  %d.v = load i32, ptr %d
  call void @print(i32 %d.v)
  br label %cleanup

cleanup:
  %e.32 = sext i16 %e to i32
  call void @print(i32 %e.32)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

@four = global i32 4

define i32 @main() {
entry:
  %hdl = call ptr @f(i1 true, i64 2, double 2.5, ptr @four, i16 5)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
