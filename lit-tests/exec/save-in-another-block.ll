; The save stands some blocks before its suspend, with a branch between them that
; may skip the suspend.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: say main
; CHECK-NEXT: print 3
; CHECK-NOT:  {{.+}}

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
  %i = phi i32 [ %n, %begin ], [ %i1, %go ]
  call void @print(i32 %i)
  %save = call token @llvm.coro.save(ptr %hdl)
  %i1 = add i32 %i, 1
  %skip = call i1 @odd(i32 %i)
  br i1 %skip, label %go, label %stop

stop:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %end = icmp eq i32 %i, 3
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
  %hdl = call ptr @f(i32 1)
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
