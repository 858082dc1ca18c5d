; A function may get its task's stack as an argument, marked "gcstack". The clones have no
; such argument: they ask.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: store ptr %pgcstack
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[STACK:.*]] = call ptr @julia.get_pgcstack()
; CHECK: %[[TASK:task.*]] = getelementptr inbounds i8, ptr %[[STACK]], i64 -152
; CHECK: @julia.gc_alloc_obj(ptr %[[TASK]],

define ptr @f(ptr swiftself "gcstack" %pgcstack) presplitcoroutine gc "julia" {
entry:
  %task = getelementptr inbounds i8, ptr %pgcstack, i64 -152
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
  %made = call ptr addrspace(10) @julia.gc_alloc_obj(ptr %task, i64 16, ptr addrspace(10) addrspacecast (ptr inttoptr (i64 123456 to ptr) to ptr addrspace(10)))
  call void @jl_use10(ptr addrspace(10) %made)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
