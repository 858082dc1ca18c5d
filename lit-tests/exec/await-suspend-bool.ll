; coro.await.suspend.bool: whether it suspends is the wrapper's decision.
;
; REQUIRES: since-19
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: say main
; CHECK-NEXT: print 2
; CHECK-NEXT: print 3
; CHECK-NEXT: say main
; CHECK-NOT:  {{.+}}

@main.text = private constant [5 x i8] c"main\00"

; Suspends if the number is odd.
define zeroext i1 @wrapper(ptr %awaiter, ptr %hdl) {
entry:
  %v = load i32, ptr %awaiter
  %yes = call i1 @odd(i32 %v)
  ret i1 %yes
}

define ptr @f() presplitcoroutine {
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
  %i = phi i32 [ 0, %begin ], [ %i1, %loop.check ]
  call void @print(i32 %i)
  store i32 %i, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  %suspend.it = call i1 @llvm.coro.await.suspend.bool(ptr %awaiter, ptr %hdl, ptr @wrapper)
  br i1 %suspend.it, label %suspending, label %ready

suspending:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %ready
                                 i8 1, label %cleanup ]

ready:
  %i1 = add i32 %i, 1
  br label %loop.check

loop.check:
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
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %hdl)
  call void @say(ptr @main.text)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
