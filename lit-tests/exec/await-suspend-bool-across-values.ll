; An await whose wrapper declines to suspend at first: values flow past the suspend
; in the same activation, by the ready edge and by the resume edge.
;
; REQUIRES: since-19
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 10
; CHECK-NEXT: print 5
; CHECK-NEXT: say main
; CHECK-NEXT: print 11
; CHECK-NEXT: print 6
; CHECK-NOT:  {{.+}}

@main.text = private constant [5 x i8] c"main\00"

define zeroext i1 @wrapper(ptr %awaiter, ptr %hdl) {
entry:
  %v = load i32, ptr %awaiter
  %yes = call i1 @odd(i32 %v)
  ret i1 %yes
}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %awaiter = alloca i32
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
  %i = phi i32 [ %n, %begin ], [ %i1, %ready ]
  %keep = phi i32 [ 5, %begin ], [ %keep1, %ready ]
  store i32 %i, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  %suspend.it = call i1 @llvm.coro.await.suspend.bool(ptr %awaiter, ptr %hdl, ptr @wrapper)
  br i1 %suspend.it, label %suspending, label %ready

suspending:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %ready
                                 i8 1, label %cleanup ]

ready:
  %from = phi i32 [ 0, %loop ], [ 1, %suspending ]
  %ten = add i32 %from, 10
  call void @print(i32 %ten)
  call void @print(i32 %keep)
  %keep1 = add i32 %keep, 1
  %i1 = add i32 %i, 1
  %end = icmp eq i32 %keep1, 7
  br i1 %end, label %cleanup, label %loop

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
  %hdl = call ptr @f(i32 0)
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
