; The marker of a variable that stays off the frame carries an operand bundle with another variable: the clones open the
; lifetime without it.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @llvm.lifetime.start.p0({{.*}}ptr %x)
; CHECK-NOT: gc-live

define ptr @f() presplitcoroutine {
entry:
  %x = alloca i64
  %y = alloca i64
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
  call void @llvm.lifetime.start.p0(i64 8, ptr %x) [ "gc-live"(ptr %y) ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store i64 1, ptr %x
  call void @data(ptr %x, i64 8)
  br label %cleanup

cleanup:
  call void @llvm.lifetime.end.p0(i64 8, ptr %x)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
