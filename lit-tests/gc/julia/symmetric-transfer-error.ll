; Nothing can stand between a guaranteed tail call and the return, but Julia's late lowering puts code there.
;
; UNSUPPORTED: llvm-16
; RUN: %spell %s | not opt -disable-output -passes='coro-early,gc-coro-split' 2>&1 | FileCheck %s

; CHECK:      error: gc-coro-split: in function 'f': llvm.coro.await.suspend.handle is in a function of collector model 'julia'
; CHECK-NEXT:     call void @llvm.coro.await.suspend.handle(ptr null, ptr %hdl, ptr @other)
; CHECK-NEXT: {{^}}note: the collector keeps its roots in a stack frame, so that nothing can be a tail call{{$}}
; CHECK-NEXT: {{^}}help: let await_suspend return nothing, and resume the other coroutine from a scheduler{{$}}

declare ptr @other(ptr, ptr)

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %save = call token @llvm.coro.save(ptr %hdl)
  call void @llvm.coro.await.suspend.handle(ptr null, ptr %hdl, ptr @other)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
