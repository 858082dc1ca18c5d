; A value that one path makes anew and another takes from the frame is stored at the save
; where they meet, whichever path control took.
;
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %new = call ptr addrspace(1) @gc_alloc()
; CHECK: %both = phi ptr addrspace(1)
; CHECK: call void @gc_safepoint()
; CHECK-NOT: call
; CHECK: store ptr addrspace(1) %both, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f(ptr addrspace(1) %obj, i1 %which) presplitcoroutine gc "statepoint-example" {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  br i1 %which, label %fresh, label %join

fresh:
  %new = call ptr addrspace(1) @gc_alloc()
  br label %join

join:
  %both = phi ptr addrspace(1) [ %obj, %r0 ], [ %new, %fresh ]
  call void @gc_safepoint()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_use(ptr addrspace(1) %both)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
