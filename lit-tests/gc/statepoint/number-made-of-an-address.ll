; What is computed from an address as an integer may be computed again from that
; integer, but the address is not taken again.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: 8 value {{number|hash}} all

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: ptrtoint ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
  %number = ptrtoint ptr addrspace(1) %obj to i64
  %hash = lshr i64 %number, 4
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  call void @print64(i64 %hash)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
