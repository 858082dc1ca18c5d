; Julia: the task, a derived pointer and a tracked one.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' -o %t.ll
; RUN: opt -passes='gc-coro-verify' -disable-output %t.ll 2>&1 | FileCheck %s --allow-empty
; RUN: opt -passes='coro-cleanup,default<O2>,gc-coro-verify' -disable-output %t.ll 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))

define ptr @f() presplitcoroutine gc "julia" {
entry:
  %task = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %o = call ptr addrspace(10) @make()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %field = getelementptr i8, ptr addrspace(11) %d, i64 8
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  %n = call ptr addrspace(10) @make()
  %v = load i64, ptr addrspace(11) %field
  call void @look(ptr addrspace(10) %o)
  call void @look(ptr addrspace(10) %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
