; Two suspends resume into one block that begins with phis of constants, of a
; value across, and of each other.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 7
; CHECK-NEXT: print 1
; CHECK-NEXT: print 7
; CHECK-NEXT: print 8
; CHECK-NEXT: print 2
; CHECK-NEXT: print 8
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
  %v = call i32 @opaque(i32 %n)
  br label %first

first:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %both
                                  i8 1, label %cleanup ]

both:
  %const = phi i32 [ 1, %first ], [ 2, %second ]
  %old = phi i32 [ %v, %first ], [ %v1, %second ]
  %same = phi i32 [ %n, %first ], [ %old, %second ]
  call void @print(i32 %old)
  call void @print(i32 %const)
  %back = add i32 %same, 1
  %is.first = icmp eq i32 %const, 1
  %w = select i1 %is.first, i32 %same, i32 %back
  call void @print(i32 %w)
  br label %second

second:
  %v1 = add i32 %old, 1
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %both
                                  i8 1, label %cleanup ]

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
  %hdl = call ptr @f(i32 7)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
