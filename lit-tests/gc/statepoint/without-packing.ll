; With no-packing each tracked pointer has a word of its own, and the maps are as
; exact as with packing.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames;no-packing>' -disable-output | FileCheck %s

; CHECK: {{^ *}}[[FIRST:[0-9]+]] 8 tracked first 0{{$}}
; CHECK: {{^ *}}[[SECOND:[0-9]+]] 8 tracked second 1{{$}}
; CHECK: pointer area: 2 words
; CHECK-NEXT: state 0: [[FIRST]]{{$}}
; CHECK-NEXT: state 1: [[SECOND]]{{$}}

define ptr @f() presplitcoroutine gc "statepoint-example" {
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
  %first = call ptr addrspace(1) @gc_alloc()
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %first)
  %second = call ptr addrspace(1) @gc_alloc()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_use(ptr addrspace(1) %second)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
