; LLVM's own split stores a pointer at its definition, before the safepoint.
;
; RUN: %spell %s | %stock-opt -S -passes='coro-early,cgscc(coro-split),coro-cleanup' | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': managed pointers are kept in the frame of 'f', but there is no descriptor 'f.gc_coro'
; CHECK: {{^}}help: run gc-coro-split instead of coro-split

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare ptr addrspace(1) @make()

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %o = call ptr addrspace(1) @make()
  call void @safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  call void @use(ptr addrspace(1) %o)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
