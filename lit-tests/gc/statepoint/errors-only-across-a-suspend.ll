; The same pointers are no problem within one activation: gc-coro asks for what a frame
; has to hold, and for nothing else.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: inttoptr i64 %{{.*}} to ptr addrspace(1)
; CHECK: addrspacecast ptr %{{.*}} to ptr addrspace(1)

define ptr @f(i64 %n, ptr %p) presplitcoroutine gc "statepoint-example" {
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
  %made = inttoptr i64 %n to ptr addrspace(1)
  call void @gc_use(ptr addrspace(1) %made)
  %cast = addrspacecast ptr %p to ptr addrspace(1)
  call void @gc_use(ptr addrspace(1) %cast)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
