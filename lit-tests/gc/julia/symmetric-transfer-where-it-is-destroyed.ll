; A coroutine that suspends again while it is destroyed resumes another one there: its destroy clone is a call and a tail call too, and so is the
; cleanup clone. The path to the descriptor goes through the clones.
;
; REQUIRES: since-19
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,gc-coro-verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-SAME:    gc "julia"
; CHECK-NOT:     musttail
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-NOT:     gc "julia"
; CHECK-SAME:    prefix
; CHECK:         call[[CC]]ptr @f.destroy.activation(ptr %frame)
; CHECK:         musttail call
; CHECK-NEXT:    ret void
; CHECK-LABEL: define internal{{ (fastcc )?}}ptr @f.destroy.activation(
; CHECK-SAME:    gc "julia" prefix
; CHECK:         %[[OTHER:.*]] = call ptr @other(ptr null, ptr %frame)
; CHECK:         ret ptr %[[OTHER]]
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.cleanup(
; CHECK:         call[[CC]]ptr @f.cleanup.activation(ptr %frame)
; CHECK:         musttail call
; CHECK-NEXT:    ret void

declare ptr @other(ptr, ptr)

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %destroyed ]

destroyed:
  call void @jl_use10(ptr addrspace(10) %obj)
  %save2 = call token @llvm.coro.save(ptr %hdl)
  call void @llvm.coro.await.suspend.handle(ptr null, ptr %hdl, ptr @other)
  %s2 = call i8 @llvm.coro.suspend(token %save2, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
