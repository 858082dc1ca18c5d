; Locals aligned to 64 and 128 bytes that live in the frame stay aligned.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      aligned
; CHECK-NEXT: aligned
; CHECK-NEXT: aligned
; CHECK-NEXT: aligned
; CHECK-NEXT: print 6
; CHECK-NEXT: print 7
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %a = alloca i32, align 64
  %b = alloca [3 x i32], align 128
  %c = alloca i8
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
  store i8 1, ptr %c
  call void @keep(ptr %c)
  store i32 %n, ptr %a
  %b1 = getelementptr [3 x i32], ptr %b, i32 0, i32 1
  %n.1 = add i32 %n, 1
  store i32 %n.1, ptr %b1
  call void @check_aligned(ptr %a, i64 64)
  call void @check_aligned(ptr %b, i64 128)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @check_aligned(ptr %a, i64 64)
  call void @check_aligned(ptr %b, i64 128)
  %a.v = load i32, ptr %a
  call void @print(i32 %a.v)
  %b.v = load i32, ptr %b1
  call void @print(i32 %b.v)
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
  %hdl = call ptr @f(i32 6)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
