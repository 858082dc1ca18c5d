; A variable of tracked pointers with less alignment than a pointer gets a whole word in
; the frame, and nothing that is done to its old place claims more than that has.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 16 alloca pair all
; CHECK: state 0: [[#A]], [[#A+8]]{{$}}
; CHECK-LABEL: define ptr @f(
; CHECK: %pair = alloca [2 x ptr addrspace(1)], align [[ALIGN:[0-9]+]]
; CHECK-NEXT: store ptr addrspace(1) null, ptr %pair, align [[ALIGN]]
; CHECK: memcpy{{.*}}(ptr align 8 %{{[^,]*}}, ptr align [[ALIGN]] %pair,

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %pair = alloca [2 x ptr addrspace(1)], align 4
  store ptr addrspace(1) %obj, ptr %pair, align 4
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
  call void @escape(ptr %pair)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %pair)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
