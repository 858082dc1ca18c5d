; Passes before the split mark calls tail. Julia's late lowering keeps roots in an alloca, which such a call does not see: the split takes the
; marks away in each function of that collector, but where nothing follows the call.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,gc-coro-verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK:         call void @look(ptr addrspace(10) %obj)
; CHECK-LABEL: define internal fastcc void @f.resume(
; CHECK-NOT:     tail call
; CHECK:         {{^ +}}call void @collect()
; CHECK:       }
; CHECK-LABEL: define void @no.coroutine(
; CHECK-NEXT:    {{^ +}}call void @collect()
; CHECK-NEXT:    tail call void @look(ptr addrspace(10) %obj)
; CHECK-LABEL: define void @no.collector(
; CHECK-NEXT:    tail call void @collect()

declare void @collect()
declare void @look(ptr addrspace(10))

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  tail call void @look(ptr addrspace(10) %obj)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  tail call void @collect()
  call void @look(ptr addrspace(10) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @no.coroutine(ptr addrspace(10) %obj) gc "julia" {
  tail call void @collect()
  tail call void @look(ptr addrspace(10) %obj)
  ret void
}

define void @no.collector() {
  tail call void @collect()
  call void @deallocate(ptr null)
  ret void
}
