; A region that keeps constants alive is open at one of two suspend points, in a frame that needs no index to tell them apart:
; nothing has to be chosen by the state.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK: [[TOKEN:%token[0-9]*]] = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) addrspacecast (ptr @global to ptr addrspace(10)))
; CHECK: call void @llvm.julia.gc_preserve_end(token [[TOKEN]])

@global = global i64 0

define ptr @f() presplitcoroutine gc "julia" {
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
  %token = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) addrspacecast (ptr @global to ptr addrspace(10)))
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %abandoned ]

r0:
  call void @llvm.julia.gc_preserve_end(token %token)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %never
                                  i8 1, label %cleanup ]

never:
  unreachable

abandoned:
  call void @print(i32 1)
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
