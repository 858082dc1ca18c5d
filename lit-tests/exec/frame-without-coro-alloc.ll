; No coro.alloc: the frame is always allocated, and always by the ramp. The frame
; address is taken through coro.frame as well.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 3
; CHECK-NEXT: print 1
; CHECK-NEXT: print 4
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr null, ptr null)
  %size = call i32 @llvm.coro.size.i32()
  %size.64 = zext i32 %size to i64
  %align = call i32 @llvm.coro.align.i32()
  %align.64 = zext i32 %align to i64
  %mem = call ptr @allocate(i64 %size.64, i64 %align.64)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %next = add i32 %n, 1
  call void @print(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %same = call ptr @llvm.coro.frame()
  %equal = icmp eq ptr %same, %hdl
  %one = zext i1 %equal to i32
  call void @print(i32 %one)
  call void @print(i32 %next)
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
  %hdl = call ptr @f(i32 3)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
