; A vector of tracked pointers takes one word of the pointer area for each element, and
; needs no more alignment than a pointer.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}16 16 tracked pair all
; CHECK: pointer area: 2 words at 16;
; CHECK-NEXT: state 0: 16, 24{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: store <2 x ptr addrspace(1)> %pair, ptr %pair.spill.addr, align 8
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(ptr noundef nonnull align 8 dereferenceable(40)
; CHECK: load <2 x ptr addrspace(1)>, ptr %pair.reload.addr, align 8

define ptr @f(<2 x ptr addrspace(1)> %pair) presplitcoroutine gc "statepoint-example" {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use2(<2 x ptr addrspace(1)> %pair)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
