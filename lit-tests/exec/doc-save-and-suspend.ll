; The document's example with coro.save apart from coro.suspend: the operation
; gets the handle and resumes it, here before the operation returns, so before
; the suspend. The code between save and suspend must not touch the frame.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say op1
; CHECK-NEXT: say do_one
; CHECK-NEXT: print 7
; CHECK-NEXT: say op2
; CHECK-NEXT: say do_two
; CHECK-NEXT: print 8
; CHECK-NEXT: say op1
; CHECK-NEXT: say back
; CHECK-NEXT: say back
; CHECK-NEXT: say back
; CHECK-NEXT: say destroyed
; CHECK-NOT:  {{.+}}

@op1 = private constant [4 x i8] c"op1\00"
@op2 = private constant [4 x i8] c"op2\00"
@do1 = private constant [7 x i8] c"do_one\00"
@do2 = private constant [7 x i8] c"do_two\00"
@back = private constant [5 x i8] c"back\00"
@destroyed = private constant [10 x i8] c"destroyed\00"
@left = global i32 2

; Completes at once as long as @left counts.
define void @async(ptr %hdl, ptr %name) noinline {
entry:
  call void @say(ptr %name)
  %left = load i32, ptr @left
  %now = icmp ne i32 %left, 0
  br i1 %now, label %complete, label %later

complete:
  %less = sub i32 %left, 1
  store i32 %less, ptr @left
  call void @llvm.coro.resume(ptr %hdl)
  br label %later

later:
  call void @say(ptr @back)
  ret void
}

define ptr @g(i32 %n) presplitcoroutine {
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
  %i = phi i32 [ %n, %begin ], [ %i1, %one ], [ %i2, %two ]
  %cond = call i1 @odd(i32 %i)
  br i1 %cond, label %if.true, label %if.false

if.true:
  %save1 = call token @llvm.coro.save(ptr %hdl)
  call void @async(ptr %hdl, ptr @op1)
  %s1 = call i8 @llvm.coro.suspend(token %save1, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @say(ptr @do1)
  call void @print(i32 %i)
  %i1 = add i32 %i, 1
  br label %loop

if.false:
  %save2 = call token @llvm.coro.save(ptr %hdl)
  call void @async(ptr %hdl, ptr @op2)
  %s2 = call i8 @llvm.coro.suspend(token %save2, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  call void @say(ptr @do2)
  call void @print(i32 %i)
  %i2 = add i32 %i, 1
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
  %hdl = call ptr @g(i32 7)
  call void @llvm.coro.destroy(ptr %hdl)
  call void @say(ptr @destroyed)
  ret i32 0
}
