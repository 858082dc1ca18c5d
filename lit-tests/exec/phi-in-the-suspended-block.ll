; The block where the ramp goes when it suspends has phis that name the suspend
; point; the ramp returns that number. The other edge there comes from the cleanup.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 5
; CHECK-NEXT: print 2
; CHECK-NEXT: print 5
; CHECK-NOT:  {{.+}}

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
  %which = call i1 @odd(i32 %n)
  br i1 %which, label %one, label %two

one:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %resumed
                                  i8 1, label %cleanup ]

two:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %resumed
                                  i8 1, label %cleanup ]

resumed:
  call void @print(i32 5)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  %where = phi i32 [ 1, %one ], [ 2, %two ], [ 3, %cleanup ]
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  call void @print(i32 %where)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %first = call ptr @f(i32 1)
  call void @llvm.coro.resume(ptr %first)
  %hdl = call ptr @f(i32 2)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
