; LLVM's split moves a variable that llvm.gcroot marks into the frame, and leaves the mark
; on the stack: the root is lost without a word. gc-coro refuses, and says why.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; STOCK-LABEL: define ptr @f(
; STOCK: call void @llvm.gcroot(ptr %root, ptr null)
; STOCK: call void @escape(ptr %root.reload.addr)
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; STOCK-NOT: call void @llvm.gcroot
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; CHECK: in function 'f': {{.*}}llvm.gcroot
; CHECK-NEXT: call void @llvm.gcroot(ptr %root, ptr null)

declare void @llvm.gcroot(ptr, ptr)

define ptr @f() presplitcoroutine gc "shadow-stack" {
entry:
  %root = alloca ptr
  call void @llvm.gcroot(ptr %root, ptr null)
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
  call void @escape(ptr %root)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %root)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
