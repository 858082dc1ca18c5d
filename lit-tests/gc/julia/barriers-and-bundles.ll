; Write barriers and "jl_roots" bundles go on with the values of their clone.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: store ptr addrspace(10) %{{obj.reload.*}}, ptr addrspace(11) %{{.*}}, align 8
; CHECK: call void (ptr addrspace(10), ...) @julia.write_barrier(ptr addrspace(10) %{{parent.reload.*}}, ptr addrspace(10) %{{obj.reload.*}})
; CHECK: call void @keep(ptr %{{.*}}) [ "jl_roots"(ptr addrspace(10) %{{parent.reload.*}}, ptr addrspace(10) %{{obj.reload.*}}) ]

define ptr @f(ptr addrspace(10) %parent, ptr addrspace(10) %obj, ptr %p) presplitcoroutine gc "julia" {
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
  %slot = addrspacecast ptr addrspace(10) %parent to ptr addrspace(11)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store ptr addrspace(10) %obj, ptr addrspace(11) %slot
  call void (ptr addrspace(10), ...) @julia.write_barrier(ptr addrspace(10) %parent, ptr addrspace(10) %obj)
  call void @keep(ptr %p) [ "jl_roots"(ptr addrspace(10) %parent, ptr addrspace(10) %obj) ]
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
