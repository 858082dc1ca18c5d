; A region over two suspends: closed at both saves, opened in the resume function once,
; for either state, and the object is in both maps. In a state in which it is not open
; the region keeps null.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[OBJ:[0-9]+]] 8 tracked obj 0-1
; CHECK: state 0: [[OBJ]]{{$}}
; CHECK-NEXT: state 1: [[OBJ]]{{$}}
; CHECK-NEXT: state 2: none

; CHECK-LABEL: define ptr @f(
; CHECK: call void @llvm.julia.gc_preserve_end(token %token)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[KEPT:.*]] = select i1 %{{.*}}, ptr addrspace(10) %{{.*}}, ptr addrspace(10) null
; CHECK-NEXT: [[TOKEN:%token[0-9]*]] = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %[[KEPT]])
; CHECK-NOT: gc_preserve_begin
; CHECK: call void @print(i32 1)
; CHECK: call void @llvm.julia.gc_preserve_end(token [[TOKEN]])
; CHECK: call void @print(i32 2)
; CHECK-NEXT: call void @llvm.julia.gc_preserve_end(token [[TOKEN]])
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
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
  %token = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %obj)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @print(i32 1)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @print(i32 2)
  call void @llvm.julia.gc_preserve_end(token %token)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]

r2:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
