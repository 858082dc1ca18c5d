; A loop with two entries; a suspend in each half.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say coroutine
; CHECK-NEXT: print 1
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 1
; CHECK-NEXT: print 102
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 1
; CHECK-NEXT: print 102
; CHECK-NEXT: print 3
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 1
; CHECK-NEXT: print 102
; CHECK-NEXT: print 3
; CHECK-NEXT: print 104
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
  br i1 %which, label %left, label %right

left:
  %a = phi i32 [ %n, %begin ], [ %b1, %right.resumed ]
  call void @print(i32 %a)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %left.resumed
                                  i8 1, label %cleanup ]

left.resumed:
  %a1 = add i32 %a, 1
  br label %right

right:
  %b = phi i32 [ %n, %begin ], [ %a1, %left.resumed ]
  %b.h = add i32 %b, 100
  call void @print(i32 %b.h)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %right.resumed
                                  i8 1, label %cleanup ]

right.resumed:
  %b1 = add i32 %b, 1
  br label %left

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
  br label %each

; Resumes it 0, 1, 2 … times, then destroys it.
each:
  %k = phi i32 [ 0, %entry ], [ %k.next, %destroy ]
  call void @say(ptr @coroutine)
  %hdl = call ptr @f(i32 1)
  br label %drive

drive:
  %i = phi i32 [ 0, %each ], [ %i.next, %resume ]
  %enough = icmp eq i32 %i, %k
  br i1 %enough, label %destroy, label %resume

resume:
  call void @llvm.coro.resume(ptr %hdl)
  %i.next = add i32 %i, 1
  br label %drive

destroy:
  call void @llvm.coro.destroy(ptr %hdl)
  %k.next = add i32 %k, 1
  %more = icmp ule i32 %k.next, 3
  br i1 %more, label %each, label %done

done:
  ret i32 0
}

@coroutine = private constant [10 x i8] c"coroutine\00"
