; An operand bundle of llvm.coro.begin names an object that moves to the frame: there is no frame yet, so it is the memory of before.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='gc-coro-split,verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK:         %x = alloca i64
; CHECK:         llvm.coro.begin({{.*}}) [ "deopt"(ptr %x) ]
; CHECK:         call void @llvm.memcpy{{.*}}(ptr align 8 %{{.*}}, ptr align 8 %x, i64 8
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT:     alloca
; CHECK:         call void @keep(ptr %x

define ptr @f() presplitcoroutine {
entry:
  %x = alloca i64
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem) [ "deopt"(ptr %x) ]
  call void @keep(ptr %x)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @keep(ptr %x)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
