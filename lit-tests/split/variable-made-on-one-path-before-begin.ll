; A variable that is made on one of the paths to coro.begin: it is made in the entry block, so that what was written to it can
; be copied to the frame.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NEXT: entry:
; CHECK-NEXT: %x = alloca i32
; CHECK: call void @llvm.memcpy{{.*}}(ptr {{.*}}%x{{[0-9]*}}, ptr {{.*}}%x{{[0-9]*}}, i64 4

define ptr @f(i1 %make) presplitcoroutine {
entry:
  br i1 %make, label %made, label %start

made:
  %x = alloca i32
  store i32 7, ptr %x
  call void @keep(ptr %x)
  br label %start

start:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %start ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %k = call ptr @kept()
  %v = load i32, ptr %k
  call void @print(i32 %v)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
