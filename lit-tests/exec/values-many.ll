; Forty values live across one suspend, used in another order than defined.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print64 780
; CHECK-NOT:  {{.+}}

define ptr @f(i64 %n) presplitcoroutine {
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
  %v0 = call i64 @opaque64(i64 0)
  %v1 = call i64 @opaque64(i64 1)
  %v2 = call i64 @opaque64(i64 2)
  %v3 = call i64 @opaque64(i64 3)
  %v4 = call i64 @opaque64(i64 4)
  %v5 = call i64 @opaque64(i64 5)
  %v6 = call i64 @opaque64(i64 6)
  %v7 = call i64 @opaque64(i64 7)
  %v8 = call i64 @opaque64(i64 8)
  %v9 = call i64 @opaque64(i64 9)
  %v10 = call i64 @opaque64(i64 10)
  %v11 = call i64 @opaque64(i64 11)
  %v12 = call i64 @opaque64(i64 12)
  %v13 = call i64 @opaque64(i64 13)
  %v14 = call i64 @opaque64(i64 14)
  %v15 = call i64 @opaque64(i64 15)
  %v16 = call i64 @opaque64(i64 16)
  %v17 = call i64 @opaque64(i64 17)
  %v18 = call i64 @opaque64(i64 18)
  %v19 = call i64 @opaque64(i64 19)
  %v20 = call i64 @opaque64(i64 20)
  %v21 = call i64 @opaque64(i64 21)
  %v22 = call i64 @opaque64(i64 22)
  %v23 = call i64 @opaque64(i64 23)
  %v24 = call i64 @opaque64(i64 24)
  %v25 = call i64 @opaque64(i64 25)
  %v26 = call i64 @opaque64(i64 26)
  %v27 = call i64 @opaque64(i64 27)
  %v28 = call i64 @opaque64(i64 28)
  %v29 = call i64 @opaque64(i64 29)
  %v30 = call i64 @opaque64(i64 30)
  %v31 = call i64 @opaque64(i64 31)
  %v32 = call i64 @opaque64(i64 32)
  %v33 = call i64 @opaque64(i64 33)
  %v34 = call i64 @opaque64(i64 34)
  %v35 = call i64 @opaque64(i64 35)
  %v36 = call i64 @opaque64(i64 36)
  %v37 = call i64 @opaque64(i64 37)
  %v38 = call i64 @opaque64(i64 38)
  %v39 = call i64 @opaque64(i64 39)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %sum39 = add i64 0, %v39
  %sum38 = add i64 %sum39, %v38
  %sum37 = add i64 %sum38, %v37
  %sum36 = add i64 %sum37, %v36
  %sum35 = add i64 %sum36, %v35
  %sum34 = add i64 %sum35, %v34
  %sum33 = add i64 %sum34, %v33
  %sum32 = add i64 %sum33, %v32
  %sum31 = add i64 %sum32, %v31
  %sum30 = add i64 %sum31, %v30
  %sum29 = add i64 %sum30, %v29
  %sum28 = add i64 %sum29, %v28
  %sum27 = add i64 %sum28, %v27
  %sum26 = add i64 %sum27, %v26
  %sum25 = add i64 %sum26, %v25
  %sum24 = add i64 %sum25, %v24
  %sum23 = add i64 %sum24, %v23
  %sum22 = add i64 %sum23, %v22
  %sum21 = add i64 %sum22, %v21
  %sum20 = add i64 %sum21, %v20
  %sum19 = add i64 %sum20, %v19
  %sum18 = add i64 %sum19, %v18
  %sum17 = add i64 %sum18, %v17
  %sum16 = add i64 %sum17, %v16
  %sum15 = add i64 %sum16, %v15
  %sum14 = add i64 %sum15, %v14
  %sum13 = add i64 %sum14, %v13
  %sum12 = add i64 %sum13, %v12
  %sum11 = add i64 %sum12, %v11
  %sum10 = add i64 %sum11, %v10
  %sum9 = add i64 %sum10, %v9
  %sum8 = add i64 %sum9, %v8
  %sum7 = add i64 %sum8, %v7
  %sum6 = add i64 %sum7, %v6
  %sum5 = add i64 %sum6, %v5
  %sum4 = add i64 %sum5, %v4
  %sum3 = add i64 %sum4, %v3
  %sum2 = add i64 %sum3, %v2
  %sum1 = add i64 %sum2, %v1
  %sum0 = add i64 %sum1, %v0
  call void @print64(i64 %sum0)
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
  %hdl = call ptr @f(i64 0)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
