; Among the passes on the call graph, the clone and the function with its body are both new, and only the clone refers to that function. The standard
; pipeline visits both once more, also where the coroutine refers to itself.
; REQUIRES: since-19
; RUN: %spell %s | opt -S -passes='default<O2>,gc-coro-verify' | FileCheck %s
; RUN: %spell %s | opt -S -passes='coro-early,cgscc(gc-coro-split<gc=tracked:1/roots:shadow-stack>),coro-cleanup,verify' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:         call[[CC]]{{.*}}ptr @f.resume.activation(
; CHECK:         musttail call[[CC]]void
; CHECK-NEXT:    ret void
; CHECK-LABEL: define internal{{ (fastcc )?}}{{.*}}ptr @f.resume.activation(
; CHECK:         @f{{[( ,.]}}

declare void @use(ptr addrspace(1))
declare ptr @other(ptr, ptr)

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine "gc-coro" "gc-coro-model"="tracked:1/roots:shadow-stack" {
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
  %child = call ptr @f(ptr addrspace(1) %obj)
  call void @llvm.coro.resume(ptr %child)
  call void @use(ptr addrspace(1) %obj)
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
