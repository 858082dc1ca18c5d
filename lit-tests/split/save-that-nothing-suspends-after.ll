; A save whose suspension the passes before have found to be out of reach is gone after the split, with what it would have stored.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NOT:   call token @llvm.coro.save
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       call void @print64(i64 %n.reload)
; CHECK-NOT:   call token @llvm.coro.save
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %unused = call token @llvm.coro.save(ptr %hdl)
  call void @print64(i64 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
