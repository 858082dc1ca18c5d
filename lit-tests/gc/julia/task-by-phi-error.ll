; A task that a phi chooses cannot be asked for again; the message names it.
;
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': {{.*}}'chosen'{{.*}}task
; CHECK-NEXT: %chosen = phi ptr

define ptr @f(i1 %other) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
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
  br i1 %other, label %two, label %join

two:
  %pgcstack2 = call ptr @julia.get_pgcstack()
  %task2 = getelementptr inbounds i8, ptr %pgcstack2, i64 -152
  br label %join

join:
  %chosen = phi ptr [ %task, %begin ], [ %task2, %two ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %made = call ptr addrspace(10) @julia.gc_alloc_obj(ptr %chosen, i64 16, ptr addrspace(10) addrspacecast (ptr inttoptr (i64 123456 to ptr) to ptr addrspace(10)))
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
