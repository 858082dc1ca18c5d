; A gc_preserve region that is open at a suspend: no frame holds its token. It is closed
; at the save, the object is kept by the frame (also if nothing else needs it), and a new
; region is opened in each clone that ends it. The end that the frontend wrote ends that.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[OBJ:[0-9]+]] 8 tracked obj all
; CHECK: state 0: [[OBJ]]{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: %token = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %obj)
; CHECK: call void @llvm.julia.gc_preserve_end(token %token)
; CHECK: store i8 0, ptr %index.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: [[TOKEN:%token[0-9]*]] = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %
; CHECK: call void @keep(ptr %
; CHECK-NEXT: call void @llvm.julia.gc_preserve_end(token [[TOKEN]])
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-NOT: gc_preserve

define ptr @f(ptr addrspace(10) %obj, ptr %p) presplitcoroutine gc "julia" {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @keep(ptr %p)
  call void @llvm.julia.gc_preserve_end(token %token)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
