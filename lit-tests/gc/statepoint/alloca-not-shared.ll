; Memory with tracked pointers shares its words with nothing, not even with memory that
; is never alive at the same time: the maps name it in every state.
;
; RUN: %spell %s | %frames | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 8 alloca {{first|second}}
; CHECK-NEXT: {{^ *}}[[#A+8]] 8 alloca {{first|second}}
; CHECK: pointer area: 2 words at [[#A]];
; CHECK-NEXT: state 0: [[#A]], [[#A+8]]{{$}}
; CHECK-NEXT: state 1: [[#A]], [[#A+8]]{{$}}

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %first = alloca ptr addrspace(1)
  %second = alloca ptr addrspace(1)
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
  call void @llvm.lifetime.start.p0(i64 8, ptr %first)
  call void @gc_nocapture(ptr %first)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_nocapture(ptr %first)
  call void @llvm.lifetime.end.p0(i64 8, ptr %first)
  call void @llvm.lifetime.start.p0(i64 8, ptr %second)
  call void @gc_nocapture(ptr %second)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_nocapture(ptr %second)
  call void @llvm.lifetime.end.p0(i64 8, ptr %second)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
