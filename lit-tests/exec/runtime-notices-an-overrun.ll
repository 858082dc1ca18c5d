; The runtime of these tests itself: a frame that is too small fails the program.
;
; RUN: not %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      runtime: written after a frame
; CHECK-NOT:  {{.+}}

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %less = sub i64 %size, 8
  %mem = call ptr @allocate(i64 %less, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %a = call i64 @opaque64(i64 %n)
  %b = call i64 @opaque64(i64 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print64(i64 %a)
  call void @print64(i64 %b)
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
  %hdl = call ptr @f(i64 3)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
