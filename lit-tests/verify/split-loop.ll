; What gc-coro-split leaves is as the descriptor says, also after optimisation.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' -o %t.ll
; RUN: opt -passes='gc-coro-verify' -disable-output %t.ll 2>&1 | FileCheck %s --allow-empty
; RUN: opt -passes='coro-cleanup,default<O2>,gc-coro-verify' -disable-output %t.ll 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare ptr addrspace(1) @make()

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %first = call ptr addrspace(1) @make()
  br label %loop

loop:
  %o = phi ptr addrspace(1) [ %first, %entry ], [ %next, %resume ]
  call void @safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  call void @use(ptr addrspace(1) %o)
  %next = call ptr addrspace(1) @make()
  %again = call i1 @odd(i32 1)
  br i1 %again, label %loop, label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
