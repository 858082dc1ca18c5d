; Prefix data that the frontend gives a coroutine stays before the ramp, which
; others call; before the clones stands what the collector looks for.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK: define ptr @f({{.*}} prefix i32 7 {
; CHECK: define internal[[CC]]void @f.resume({{.*}} prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273,
; CHECK: define internal[[CC]]void @f.destroy({{.*}} prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273,
; CHECK: define internal[[CC]]void @f.cleanup({{.*}} prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273,

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" prefix i32 7 {
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
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
