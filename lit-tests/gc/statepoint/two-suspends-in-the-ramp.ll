; A ramp with two suspensions has their number's address for both; the number of the state before them is stored before
; it, where the frame begins.
;
; RUN: %spell %s | opt -verify-each -S -passes='coro-early,gc-coro-split,gc-coro-verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK:       %hdl = call {{.*}}@llvm.coro.begin
; CHECK:       store i8 2, ptr
; CHECK:       store i8 {{[01]}}, ptr
; CHECK:       store i8 {{[01]}}, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

declare i1 @which()

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %obj = call ptr addrspace(1) @gc_alloc()
  %c = call i1 @which()
  br i1 %c, label %one, label %other

one:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %more
                                  i8 1, label %cleanup ]

other:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %more
                                  i8 1, label %cleanup ]

more:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
