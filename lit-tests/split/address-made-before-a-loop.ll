; The address of a field of a variable in the frame is made before a loop that suspends: in each turn it is made again from the
; frame's address, and no register joins what is the same on all paths.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: phi ptr
; CHECK: {{^}}loop:
; CHECK-NOT: phi ptr
; CHECK: call void @fill(
; CHECK-NOT: phi ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

declare void @fill(ptr, ptr)

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %buffer = alloca [2 x i64], align 8
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %start
                                  i8 1, label %cleanup ]

start:
  %field = getelementptr inbounds i8, ptr %buffer, i64 8
  br label %loop

loop:
  call void @fill(ptr %buffer, ptr %field)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  %sum = load i64, ptr %field
  %more = icmp slt i64 %sum, %n
  br i1 %more, label %loop, label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
