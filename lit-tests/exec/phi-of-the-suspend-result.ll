; The results of two suspends meet in a phi that one switch decides on: no switch
; stands next to a suspend.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 500
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 501
; CHECK-NEXT: say coroutine
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 502
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
  br label %even

even:
  %i = phi i32 [ 0, %begin ], [ %i2, %go ]
  call void @print(i32 %i)
  %which = call i1 @odd(i32 %i)
  br i1 %which, label %a, label %b

a:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  br label %decide

b:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  br label %decide

decide:
  %s = phi i8 [ %s1, %a ], [ %s2, %b ]
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %clean ]

go:
  %i2 = add i32 %i, 1
  br label %even

clean:
  %i.c = add i32 %i, 500
  call void @print(i32 %i.c)
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
  %more = icmp ule i32 %k.next, 2
  br i1 %more, label %each, label %done

done:
  ret i32 0
}

@coroutine = private constant [10 x i8] c"coroutine\00"
