; There is code between the suspend and coro.end: it runs whenever the coroutine
; suspends, in the ramp and in the resume clone, and sees the values of that moment.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: say out
; CHECK-NEXT: print 101
; CHECK-NEXT: say main
; CHECK-NEXT: print 2
; CHECK-NEXT: say out
; CHECK-NEXT: print 102
; CHECK-NEXT: say main
; CHECK-NEXT: say out
; CHECK-NEXT: print 99
; CHECK-NOT:  {{.+}}

@out = private constant [4 x i8] c"out\00"
@main.text = private constant [5 x i8] c"main\00"

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
  br label %loop

loop:
  %i = phi i32 [ %n, %begin ], [ %i1, %resumed ]
  call void @print(i32 %i)
  %h = add i32 %i, 100
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %resumed
                             i8 1, label %cleanup ]

resumed:
  %i1 = add i32 %i, 1
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %out

out:
  %what = phi i32 [ %h, %loop ], [ 99, %cleanup ]
  call void @say(ptr @out)
  call void @print(i32 %what)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 1)
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %hdl)
  call void @say(ptr @main.text)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
