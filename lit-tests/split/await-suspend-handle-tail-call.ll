; coro.await.suspend.handle ends a clone in a tail call of the next coroutine's
; resume function; in the ramp it is an ordinary call.
;
; REQUIRES: since-19
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK: [[NEXT:%.*]] = call ptr @wrapper(ptr %{{.*}}, ptr [[HDL:%.*]])
; CHECK: call[[CC]]void %{{.*}}(ptr [[NEXT]])
; CHECK-NOT: musttail
; CHECK: ret ptr [[HDL]]
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: [[NEXT:%.*]] = call ptr @wrapper(ptr %{{.*}}, ptr %{{.*}})
; CHECK: musttail call[[CC]]void %{{.*}}(ptr [[NEXT]])
; CHECK-NEXT: ret void

declare ptr @wrapper(ptr, ptr)

define ptr @f(ptr %awaiter) presplitcoroutine {
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
  br label %loop

loop:
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.handle(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
