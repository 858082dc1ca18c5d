; A transfer to another coroutine is a tail call after the suspension: stores and state
; come before the runtime is asked for that coroutine, and none of them is repeated or
; undone by the time of the call. A tail call is no statepoint: the function's own stack
; frame is gone when the callee collects.
;
; REQUIRES: since-19
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' | FileCheck %s
; RUN: %spell %s | %split-then'coro-cleanup,strip-dead-prototypes,function(simplifycfg),rewrite-statepoints-for-gc' | FileCheck %s --check-prefix=STATEPOINTS

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_safepoint()
; CHECK: store ptr addrspace(1) %second, ptr %second.spill.addr
; CHECK: [[NEXT:%.*]] = call ptr @wrapper(ptr %{{.*}}, ptr %{{.*}})
; CHECK-NOT: store
; CHECK: musttail call[[CC]]void %{{.*}}(ptr [[NEXT]])
; CHECK-NEXT: ret void
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; STATEPOINTS-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; STATEPOINTS: musttail call[[CC]]void %{{.*}}(ptr
; STATEPOINTS-NEXT: ret void

declare ptr @wrapper(ptr, ptr)

define ptr @f(ptr %awaiter) presplitcoroutine gc "statepoint-example" {
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
  %second = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  %token = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.handle(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s1 = call i8 @llvm.coro.suspend(token %token, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_use(ptr addrspace(1) %second)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
