; A collector of one's own may keep its roots in a shadow stack: roots:shadow-stack says so. Without it, the clone itself makes the tail call.
;
; REQUIRES: since-19
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<gc=tracked:1/roots:shadow-stack>,gc-coro-verify<gc=tracked:1/roots:shadow-stack>' | FileCheck %s --check-prefix=STACK
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<gc=tracked:1>' | FileCheck %s --check-prefix=NONE
; RUN: %spell %s | not opt -disable-output -passes='gc-coro-verify<gc=tracked:1/roots:stack>' 2>&1 | FileCheck %s --check-prefix=WRONG

; STACK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; STACK:         call[[CC]]ptr @f.resume.activation(ptr %frame)
; STACK:         musttail call[[CC]]void
; NONE-NOT:    activation
; NONE-LABEL:  define internal{{ (fastcc )?}}void @f.resume(
; NONE:          call ptr @other(
; NONE:          musttail call[[CC]]void
; WRONG:       'roots:stack' is no component of a collector model
; WRONG-NEXT:  help: components are {{.*}}, 'roots:shadow-stack'

declare ptr @other(ptr, ptr)

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  br label %loop

loop:
  %save = call token @llvm.coro.save(ptr %hdl)
  call void @llvm.coro.await.suspend.handle(ptr null, ptr %hdl, ptr @other)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %again
                                 i8 1, label %cleanup ]

again:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
