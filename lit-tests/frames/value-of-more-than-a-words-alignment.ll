; The slot of a vector or of a wide number stands at any word: nobody has its address. A variable keeps the alignment that it asks
; for.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames>' -disable-output | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split' -S | FileCheck --check-prefix=IR %s

; CHECK:      frame of 'f': 72 bytes, align 8, 1 suspend point
; CHECK-NEXT:   offset   size  kind
; CHECK-NEXT:       0      8  resume
; CHECK-NEXT:       8      8  destroy
; CHECK-NEXT:      16     32  value    vector
; CHECK-NEXT:      48     16  value    wide
; CHECK-NEXT:      64      8  value    word
; IR-LABEL:   define ptr @f(
; IR:         store <4 x i64> %vector, ptr {{.*}}, align 8
; IR:         store i128 %wide, ptr {{.*}}, align 8
; CHECK:      frame of 'g': 64 bytes, align 32
; CHECK:            32     32  alloca   buffer

declare <4 x i64> @vector()
declare i128 @wide()
declare void @use(<4 x i64>, i128, i64)
declare void @fill(ptr)

define ptr @f() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %word = call i64 @opaque64(i64 1)
  %vector = call <4 x i64> @vector()
  %wide = call i128 @wide()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @use(<4 x i64> %vector, i128 %wide, i64 %word)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @g() presplitcoroutine {
entry:
  %buffer = alloca [4 x i64], align 32
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  call void @fill(ptr %buffer)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @fill(ptr %buffer)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
