; TailCallElim marks calls before the split. The store of a root that a late lowering adds outlives dead store elimination all the same.
;
; RUN: %spell %s | opt -S -passes='coro-early,function(tailcallelim),gc-coro-split' | sed -f %S/../Inputs/root.sed | opt -S -passes='dse' | FileCheck %s
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,function(tailcallelim)' | sed -f %S/../Inputs/root.sed | opt -S -passes='dse' | FileCheck %s --check-prefix=AFTER
; RUN: %spell %s | not opt -disable-output -passes='coro-early,gc-coro-split,function(tailcallelim),gc-coro-verify' 2>&1 | FileCheck %s --check-prefix=REPORT

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:         store ptr addrspace(10) %obj.reload, ptr %root
; CHECK-NEXT:    call void @jl_poll()

; What becomes of it with the mark.
; AFTER-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; AFTER-NOT:     store ptr addrspace(10) %obj.reload, ptr %root
; AFTER:         tail call void @jl_poll()
; REPORT: error: gc-coro-verify: in function 'f.resume': the call of 'jl_poll' is marked tail in a function that may have roots

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @jl_use10(ptr addrspace(10) %obj)
  call void @jl_poll()
  call void @jl_use10(ptr addrspace(10) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
