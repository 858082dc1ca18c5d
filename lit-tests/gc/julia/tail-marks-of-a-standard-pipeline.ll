; In a standard pipeline LLVM marks calls before the coroutine is split and after it. None of these marks is left at the end.
;
; RUN: %spell %s | opt -S -passes='default<O0>,gc-coro-verify' | FileCheck %s
; RUN: %spell %s | opt -S -passes='default<O2>,gc-coro-verify' | FileCheck %s

; CHECK-LABEL: define {{.*}}ptr @f(
; CHECK-NOT:     tail call void @jl_
; CHECK:       }
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT:     tail call void @jl_
; CHECK:         call void @jl_poll()
; CHECK-NOT:     tail call void @jl_
; CHECK-LABEL: define {{.*}}void @caller(
; CHECK-NOT:     tail call void @jl_
; CHECK:         call void @jl_poll()
; CHECK:       }

declare noalias ptr addrspace(10) @make()

define ptr @f() presplitcoroutine "gc-coro" gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %obj = call ptr addrspace(10) @make()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  call void @jl_use10(ptr addrspace(10) %obj)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @jl_poll()
  call void @jl_use10(ptr addrspace(10) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @caller() gc "julia" {
  %pgcstack = call ptr @julia.get_pgcstack()
  %made = call ptr addrspace(10) @make()
  call void @jl_poll()
  call void @jl_use10(ptr addrspace(10) %made)
  ret void
}
