; Passes before the split mark calls tail. Julia's late lowering keeps roots in an alloca, which such a call does not see: the split takes the
; marks away in each function of that collector, but for the last call of a function without roots.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,gc-coro-verify' | FileCheck %s
; RUN: %spell %s | sed 's/ gc "julia"/ "gc-coro-model"="tracked:10\/roots:shadow-stack"/' | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s --check-prefix=TEXT
; RUN: %spell %s | sed 's/ gc "julia"/ "gc-coro-model"="tracked:10"/' | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s --check-prefix=NO-STACK

; CHECK-LABEL: define ptr @f(
; CHECK-NOT:     tail call
; CHECK:         call void @look(ptr addrspace(10) %obj)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT:     tail call
; CHECK:         {{^ +}}call void @collect()
; CHECK:       }
; CHECK-LABEL: define void @no.coroutine(
; CHECK-NEXT:    {{^ +}}call void @collect()
; CHECK-NEXT:    tail call void @look(ptr addrspace(10) %obj)
; CHECK-LABEL: define void @passes.a.root(
; CHECK:         {{^ +}}call void @look(ptr addrspace(10) %made)
; CHECK-LABEL: define void @no.collector(
; CHECK-NEXT:    tail call void @collect()
; TEXT-LABEL:  define void @no.coroutine(
; TEXT-NEXT:     {{^ +}}call void @collect()
; TEXT-NEXT:     tail call void @look(ptr addrspace(10) %obj)
; NO-STACK-LABEL: define void @no.coroutine(
; NO-STACK-NEXT:    tail call void @collect()

declare void @collect()
declare void @look(ptr addrspace(10))
declare ptr addrspace(10) @make()

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

define void @passes.a.root() gc "julia" {
  %made = call ptr addrspace(10) @make()
  tail call void @look(ptr addrspace(10) %made)
  ret void
}

define void @no.collector() {
  tail call void @collect()
  call void @deallocate(ptr null)
  ret void
}
