; Julia keeps the pointers of a mixed value in an alloca of tracked words next to the
; bits: it stands in the pointer area, null from the beginning.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 16 alloca roots all
; CHECK: state 0: [[#A]], [[#A+8]]{{$}}
; CHECK-LABEL: define ptr @f(
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK-COUNT-2: store ptr addrspace(10) null
; CHECK: call void @escape(

define ptr @f() presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %roots = alloca [2 x ptr addrspace(10)]
  %bits = alloca [16 x i8]
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
  call void @escape(ptr %roots)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %roots)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
