; As moved-blocks.ll, where what moves also asks for what only LLVM 22 knows. A join that destruction reaches as well, a sum that is computed again where
; its own instruction stands, a loop whose head the ramp has too, and a question that only the ramp answers with yes.
;
; REQUIRES: since-22
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 4
; CHECK-NEXT: print 14
; CHECK-NEXT: print 5
; CHECK-NEXT: print 5
; CHECK-NEXT: print 15
; CHECK-NEXT: print 6
; CHECK-NEXT: print 200
; CHECK-NEXT: print 7
; CHECK-NEXT: print 100
; CHECK-NEXT: print 100
; CHECK-NEXT: print 101
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
  br label %loop

loop:
  %i = phi i32 [ %n, %begin ], [ %next, %third ]
  call void @print(i32 %i)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %second
                                  i8 1, label %join ]

second:
  %more = add i32 %i, 10
  call void @print(i32 %more)
  %next = add i32 %i, 1
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %third
                                  i8 1, label %join ]

third:
  call void @print(i32 %next)
  %end = icmp sge i32 %next, 6
  br i1 %end, label %join, label %loop

join:
  %why = phi i32 [ 100, %loop ], [ 100, %second ], [ 200, %third ]
  %last = phi i32 [ %i, %loop ], [ %next, %second ], [ %next, %third ]
  call void @print(i32 %why)
  %over = add i32 %last, 1
  call void @print(i32 %over)
  %in.ramp = call i1 @llvm.coro.is_in_ramp()
  br i1 %in.ramp, label %never, label %cleanup

never:
  %wrong = phi i32 [ %over, %join ]
  call void @print(i32 %wrong)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  %must.free = icmp ne ptr %to.free, null
  br i1 %must.free, label %dyn.free, label %suspend

dyn.free:
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
  %hdl = call ptr @f(i32 4)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  %again = call ptr @f(i32 100)
  call void @llvm.coro.destroy(ptr %again)
  ret i32 0
}
