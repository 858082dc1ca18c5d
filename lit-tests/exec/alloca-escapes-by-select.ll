; As with a phi, by a select and by pointer arithmetic of unknown offset.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 2
; CHECK-NEXT: print 3
; CHECK-NEXT: print 9
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %x = alloca [4 x i32]
  %y = alloca [4 x i32]
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
  call void @fill(ptr %x, i32 0)
  call void @fill(ptr %y, i32 7)
  %which = call i1 @odd(i32 %n)
  %base = select i1 %which, ptr %y, ptr %x
  %i = call i32 @opaque(i32 2)
  %p = getelementptr [4 x i32], ptr %base, i32 0, i32 %i
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %v = load i32, ptr %p
  call void @print(i32 %v)
  %last = getelementptr i32, ptr %base, i32 3
  %w = load i32, ptr %last
  call void @print(i32 %w)
  %py = getelementptr [4 x i32], ptr %y, i32 0, i32 %i
  %u = load i32, ptr %py
  call void @print(i32 %u)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @fill(ptr %a, i32 %from) noinline {
entry:
  br label %loop

loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %loop ]
  %p = getelementptr i32, ptr %a, i32 %i
  %v = add i32 %from, %i
  store i32 %v, ptr %p
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, 4
  br i1 %more, label %loop, label %done

done:
  ret void
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 4)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
