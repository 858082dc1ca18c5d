; Shuffles, inserts, selects by a mask, masked and gathered loads: their results last across suspensions.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 7
; CHECK-NEXT: print 40
; CHECK-NEXT: print 30
; CHECK-NEXT: print 20
; CHECK-NEXT: print 1
; CHECK-NEXT: print 8
; CHECK-NEXT: print 30
; CHECK-NOT:  {{.+}}

@table = global [4 x i32] [ i32 10, i32 20, i32 30, i32 40 ]

declare <4 x i32> @llvm.masked.load.v4i32.p0(ptr, i32, <4 x i1>, <4 x i32>)
declare <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr>, i32, <4 x i1>, <4 x i32>)

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
  %v = load <4 x i32>, ptr @table, align 4
  %reversed = shufflevector <4 x i32> %v, <4 x i32> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  %mask = icmp sgt <4 x i32> %v, <i32 15, i32 15, i32 15, i32 15>
  %chosen = select <4 x i1> %mask, <4 x i32> %v, <4 x i32> <i32 1, i32 1, i32 1, i32 1>
  %loaded = call <4 x i32> @llvm.masked.load.v4i32.p0(ptr @table, i32 4, <4 x i1> %mask, <4 x i32> <i32 8, i32 8, i32 8, i32 8>)
  %index = insertelement <4 x i32> %reversed, i32 7, i32 0
  %where = getelementptr i32, ptr @table, <4 x i64> <i64 2, i64 1, i64 0, i64 3>
  %gathered = call <4 x i32> @llvm.masked.gather.v4i32.v4p0(<4 x ptr> %where, i32 4, <4 x i1> <i1 true, i1 true, i1 true, i1 true>, <4 x i32> poison)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %a = extractelement <4 x i32> %index, i32 0
  call void @print(i32 %a)
  %b = extractelement <4 x i32> %reversed, i32 0
  call void @print(i32 %b)
  %c = extractelement <4 x i32> %reversed, i32 1
  call void @print(i32 %c)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %d = extractelement <4 x i32> %chosen, i32 1
  call void @print(i32 %d)
  %e = extractelement <4 x i32> %chosen, i32 0
  call void @print(i32 %e)
  %f = extractelement <4 x i32> %loaded, i32 0
  call void @print(i32 %f)
  %g = extractelement <4 x i32> %gathered, i32 0
  call void @print(i32 %g)
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
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
