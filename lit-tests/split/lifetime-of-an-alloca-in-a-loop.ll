; The lifetime of a variable that is made in the loop is open across the suspend, but each clone comes to its accesses through
; the alloca only: nothing is opened before that.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: llvm.lifetime
; CHECK: %x = alloca i64
; CHECK-NEXT: call void @llvm.lifetime.start.p0({{.*}}ptr %x)

define ptr @f() presplitcoroutine {
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
  br label %loop

loop:
  %i = phi i64 [ %next, %resumed ], [ 0, %begin ]
  %x = alloca i64
  call void @llvm.lifetime.start.p0(i64 8, ptr %x)
  store i64 %i, ptr %x
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print64(i64 %i)
  %next = add i64 %i, 1
  br label %loop

cleanup:
  call void @llvm.lifetime.end.p0(i64 8, ptr %x)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
