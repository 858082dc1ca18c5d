; Julia's late lowering puts code between a call and the return of a function with roots. So the body of a clone that resumes another coroutine is
; a function of its own, which returns the handle of that coroutine, and the clone has the guaranteed tail call and no roots.
;
; REQUIRES: since-19
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,gc-coro-verify' | FileCheck %s
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<gc=julia>,gc-coro-verify<gc=julia>' | FileCheck %s
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,coro-cleanup,default<O2>,gc-coro-verify' | FileCheck %s --check-prefix=OPTIMIZED

; CHECK-LABEL: define ptr @f(
; CHECK-NOT:     musttail
; CHECK:         ret ptr

; The clone: none of the collector's functions.
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(ptr
; CHECK-NOT:     gc "julia"
; CHECK-SAME:    {
; CHECK-NEXT:  entry:
; CHECK-NEXT:    %[[NEXT:.*]] = call[[CC]]ptr @f.resume.activation(ptr %frame)
; CHECK-NEXT:    %[[NONE:.*]] = icmp eq ptr %[[NEXT]], null
; CHECK-NEXT:    br i1 %[[NONE]], label %[[END:.*]], label %[[TRANSFER:.*]]
; CHECK:       [[TRANSFER]]:
; CHECK-NEXT:    %[[RESUME:.*]] = call ptr @llvm.coro.subfn.addr(ptr %[[NEXT]], i8 0)
; CHECK-NEXT:    musttail call[[CC]]void %[[RESUME]](ptr %[[NEXT]])
; CHECK-NEXT:    ret void
; CHECK:       [[END]]:
; CHECK-NEXT:    ret void

; What it runs: one transfer, and one end without.
; CHECK-LABEL: define internal{{ (fastcc )?}}ptr @f.resume.activation(ptr
; CHECK-SAME:    #[[BODY:[0-9]+]]
; CHECK-SAME:    gc "julia"
; CHECK:         %[[OTHER:.*]] = call ptr @other(ptr null, ptr %frame)
; CHECK:         ret ptr %[[OTHER]]
; CHECK:         call void @jl_use10(
; CHECK:         ret ptr null
; CHECK-NOT:     ret void
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK:       attributes #[[BODY]] = {{.*}}noinline

; The body stays on its own, so that the tail call has no roots beside it.
; OPTIMIZED-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; OPTIMIZED-NOT:     gc "julia"
; OPTIMIZED-SAME:    {
; OPTIMIZED:         call[[CC]]{{.*}}ptr @f.resume.activation(
; OPTIMIZED:         musttail call[[CC]]void %{{.*}}(ptr {{.*}})
; OPTIMIZED-NEXT:    ret void
; OPTIMIZED-LABEL: define internal{{ (fastcc )?}}{{.*}}ptr @f.resume.activation(

declare ptr @other(ptr, ptr)
declare ptr addrspace(10) @make()

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  call void @jl_use10(ptr addrspace(10) %obj)
  %save = call token @llvm.coro.save(ptr %hdl)
  call void @llvm.coro.await.suspend.handle(ptr null, ptr %hdl, ptr @other)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %again
                                 i8 1, label %cleanup ]

again:
  %made = call ptr addrspace(10) @make()
  call void @jl_use10(ptr addrspace(10) %made)
  %save2 = call token @llvm.coro.save(ptr %hdl)
  call void @llvm.coro.await.suspend.handle(ptr null, ptr %hdl, ptr @other)
  %s2 = call i8 @llvm.coro.suspend(token %save2, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %last
                                  i8 1, label %cleanup ]

last:
  call void @jl_use10(ptr addrspace(10) %obj)
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
