; A frozen value is the same on both sides of a suspension, whatever it is. What is not frozen may be poison
; where nobody looks at it.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 1
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
  %p = add nuw i32 -1, %n
  %any = freeze i32 %p
  %undefined = freeze i32 undef
  %wide = zext i32 %undefined to i64
  %dead = udiv exact i32 7, %n
  %before = add i32 %undefined, %any
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %after = add i32 %undefined, %any
  %same = icmp eq i32 %before, %after
  %same.wide = zext i1 %same to i32
  call void @print(i32 %same.wide)
  %wide.again = zext i32 %undefined to i64
  %same2 = icmp eq i64 %wide, %wide.again
  %same2.wide = zext i1 %same2 to i32
  call void @print(i32 %same2.wide)
  %pick = select i1 true, i32 %n, i32 %dead
  call void @print(i32 %pick)
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
  ret i32 0
}
