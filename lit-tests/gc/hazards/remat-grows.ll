; LLVM's split computes again whatever it can, and stores twice as many operands for it:
; six words of content for two sums. gc-coro counts the bytes first.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %frames | FileCheck %s --check-prefix=FRAME

; STOCK-LABEL: define ptr @f(
; STOCK-DAG: store i64 %row1
; STOCK-DAG: store i64 %column1
; STOCK-DAG: store i64 %row2
; STOCK-DAG: store i64 %column2
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; STOCK: add i64

; CHECK-LABEL: define ptr @f(
; CHECK-DAG: store i64 %at1
; CHECK-DAG: store i64 %at2
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: add i64
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; FRAME: frame of 'f': 48 bytes
; FRAME: pointer area: 1 word at 16;

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
  %row1 = call i64 @opaque64(i64 1)
  %column1 = call i64 @opaque64(i64 1)
  %at1 = add i64 %row1, %column1
  %row2 = call i64 @opaque64(i64 2)
  %column2 = call i64 @opaque64(i64 2)
  %at2 = add i64 %row2, %column2
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %item1 = getelementptr i64, ptr addrspace(1) %obj, i64 %at1
  call void @gc_use(ptr addrspace(1) %item1)
  %item2 = getelementptr i64, ptr addrspace(1) %obj, i64 %at2
  call void @gc_use(ptr addrspace(1) %item2)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
