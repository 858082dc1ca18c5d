; Stock coro-elide after the split: the ramp is inlined, the frame becomes an
; alloca of the frame's size and alignment, nothing is allocated or freed, and the
; clones are called directly.
;
; RUN: %spell %s | %split-then'cgscc(inline,function(coro-elide,simplifycfg)),coro-cleanup' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: call ptr @allocate(i64 [[SIZE:[0-9]+]], i64 [[ALIGN:[0-9]+]])
; CHECK-LABEL: define i32 @main(
; CHECK: alloca {{\[}}[[SIZE]] x i8], align [[ALIGN]]
; CHECK-NOT: @allocate(
; CHECK: call void @print(i32 4)
; CHECK-NOT: @allocate(
; CHECK: call[[CC]]void @f.resume(ptr
; CHECK: call[[CC]]void @f.cleanup(ptr
; CHECK-NEXT: ret i32 0

define ptr @f(i32 %n) presplitcoroutine {
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
  call void @print(i32 4)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 5)
  %o = call i32 @opaque(i32 %n)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %last
                                  i8 1, label %cleanup ]

last:
  call void @print(i32 %o)
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
  %hdl = call ptr @f(i32 4)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
