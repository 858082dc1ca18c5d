; A suspend in the inner loop, another one in the outer loop; each carries values
; around both.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 100
; CHECK-NEXT: print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print 12
; CHECK-NEXT: print 101
; CHECK-NEXT: print 20
; CHECK-NEXT: print 21
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
  %i = phi i32 [ 0, %begin ], [ %i1, %outer.next ]
  %limit = phi i32 [ 2, %begin ], [ %limit1, %outer.next ]
  br label %inner

inner:
  %j = phi i32 [ 0, %outer ], [ %j1, %inner.next ]
  %ten = mul i32 %i, 10
  %v = add i32 %ten, %j
  call void @print(i32 %v)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %inner.next
                                  i8 1, label %cleanup ]

inner.next:
  %j1 = add i32 %j, 1
  %more = icmp ult i32 %j1, %limit
  br i1 %more, label %inner, label %outer.end

outer.end:
  %w = add i32 %i, 100
  call void @print(i32 %w)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %outer.next
                                  i8 1, label %cleanup ]

outer.next:
  %i1 = add i32 %i, 1
  %limit1 = add i32 %limit, 1
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
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
