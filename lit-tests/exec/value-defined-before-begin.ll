; Values from before coro.begin, one of which decides the size of a header in front
; of the frame, are used after the suspend.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 6
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %a = call i32 @opaque(i32 %n)
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %b = add i32 %a, 1
  %c = call i32 @opaque(i32 %b)
  %size = call i64 @llvm.coro.size.i64()
  %more = add i64 %size, 32
  %mem = call ptr @allocate(i64 %more, i64 16)
  store i32 %c, ptr %mem
  %memory = getelementptr i8, ptr %mem, i64 32
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %memory)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %a)
  call void @print(i32 %c)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  %start = getelementptr i8, ptr %to.free, i64 -32
  call void @deallocate(ptr %start)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
