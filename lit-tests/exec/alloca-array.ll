; Arrays as locals: of constant count, of a struct, filled over multiple suspends
; and summed up at the end.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print 12
; CHECK-NEXT: print 13
; CHECK-NEXT: print64 46
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %a = alloca i64, i32 4
  %pad = alloca [3 x i8]
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
  call void @keep(ptr %pad)
  br label %loop

loop:
  %i = phi i32 [ 0, %begin ], [ %i1, %resumed ]
  %v = add i32 %n, %i
  call void @print(i32 %v)
  %v.64 = sext i32 %v to i64
  %p = getelementptr i64, ptr %a, i32 %i
  store i64 %v.64, ptr %p
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %pad.2 = getelementptr i8, ptr %pad, i32 2
  store i8 1, ptr %pad.2
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, 4
  br i1 %more, label %loop, label %sum

sum:
  %j = phi i32 [ 0, %resumed ], [ %j1, %sum ]
  %total = phi i64 [ 0, %resumed ], [ %total.next, %sum ]
  %q = getelementptr i64, ptr %a, i32 %j
  %x = load i64, ptr %q
  %total.next = add i64 %total, %x
  %j1 = add i32 %j, 1
  %again = icmp ult i32 %j1, 4
  br i1 %again, label %sum, label %out

out:
  call void @print64(i64 %total.next)
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
  %hdl = call ptr @f(i32 10)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
