; Tracked pointers of another size than plain ones: the words of a map are as wide as
; plain pointers, so no map can name these. They are not silently left out.
;
; RUN: %spell %s | sed 's/^target datalayout = .*/target datalayout = "e-p:64:64-p1:32:32-i64:64-ni:1"/; /^target triple/d' > %t.ll
; RUN: not opt -passes='coro-early,gc-coro-split' -disable-output %t.ll 2>&1 | FileCheck %s

; CHECK: in function 'f': {{.*}}address space 1 have 4 bytes by the data layout, plain ones 8

define ptr @f(ptr addrspace(1) %obj, ptr addrspace(1) %other) presplitcoroutine gc "statepoint-example" {
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
  call void @gc_use(ptr addrspace(1) %obj)
  call void @gc_use(ptr addrspace(1) %other)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
