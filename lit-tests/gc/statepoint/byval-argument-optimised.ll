; LLVM knows that no call writes to the memory of a byval argument, and moves loads of it over calls, here by SLPVectorizer. The
; loads before the frame stay where they are.
;
; RUN: %spell %s > %t.ll
; RUN: %split %t.ll | %stock-opt -S -mtriple=x86_64-unknown-linux-gnu -passes='default<O2>' | FileCheck %s

; CHECK-LABEL: define {{.*}}ptr @f(
; CHECK: load volatile ptr addrspace(1), ptr
; CHECK: load volatile ptr addrspace(1), ptr
; CHECK: call ptr @allocate(
; CHECK-NOT: load {{.*}}addrspace(1)
; CHECK: ret ptr

%given = type { ptr addrspace(1), ptr addrspace(1) }

define ptr @f(ptr byval(%given) align 8 %given) presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %given)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
