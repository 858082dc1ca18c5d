; Each suspend point has a cleanup of its own; main destroys the coroutine at
; each of them, the final one too.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 900
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 901
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 902
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 3
; CHECK-NEXT: print 903
; CHECK-NOT:  {{.+}}

define ptr @f() presplitcoroutine {
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
  %a = call i32 @opaque(i32 0)
  call void @print(i32 %a)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %clean0 ]

one:
  %b = call i32 @opaque(i32 1)
  call void @print(i32 %b)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %clean1 ]

two:
  %c = call i32 @opaque(i32 2)
  call void @print(i32 %c)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %three
                                  i8 1, label %clean2 ]

three:
  %d = call i32 @opaque(i32 3)
  call void @print(i32 %d)
  %s3 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s3, label %suspend [ i8 0, label %trap
                                  i8 1, label %clean3 ]

trap:
  call void @llvm.trap()
  unreachable

clean0:
  %a9 = add i32 %a, 900
  call void @print(i32 %a9)
  br label %cleanup

clean1:
  %b9 = add i32 %b, 900
  call void @print(i32 %b9)
  br label %cleanup

clean2:
  %c9 = add i32 %c, 900
  call void @print(i32 %c9)
  br label %cleanup

clean3:
  %d9 = add i32 %d, 900
  call void @print(i32 %d9)
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
  br label %each

; Resumes it 0, 1, 2 … times, then destroys it.
each:
  %k = phi i32 [ 0, %entry ], [ %k.next, %destroy ]
  call void @say(ptr @coroutine)
  %hdl = call ptr @f()
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
