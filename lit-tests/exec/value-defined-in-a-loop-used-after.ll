; The value of the last turn of a loop without suspends is used after the suspend
; that follows, and the value of each turn of the loop around both.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 3
; CHECK-NEXT: print64 3
; CHECK-NEXT: print 6
; CHECK-NEXT: print64 15
; CHECK-NEXT: print 9
; CHECK-NEXT: print64 36
; CHECK-NEXT: print 12
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
  br label %outer

outer:
  %n = phi i32 [ 3, %begin ], [ %n3, %resumed ]
  br label %hot

hot:
  %i = phi i32 [ 0, %outer ], [ %i1, %hot ]
  %acc = phi i64 [ 0, %outer ], [ %acc1, %hot ]
  %i.64 = zext i32 %i to i64
  %o = call i64 @opaque64(i64 %i.64)
  %acc1 = add i64 %acc, %o
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, %n
  br i1 %more, label %hot, label %suspending

suspending:
  call void @print(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print64(i64 %acc1)
  %n3 = add i32 %n, 3
  br label %outer

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
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
