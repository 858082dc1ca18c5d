; An address outside of the promise, where nothing can be stored: the maps name words of the promise only.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK: @f.gc_coro = constant
; CHECK-LABEL: define ptr @f(

%pair = type { i64, ptr addrspace(1) }

define ptr @f(i1 %never) presplitcoroutine gc "statepoint-example" {
entry:
  %current = alloca %pair
  %id = call token @llvm.coro.id(i32 0, ptr %current, ptr null, ptr null)
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
  br i1 %never, label %outside, label %wait

outside:
  %obj = call ptr addrspace(1) @gc_alloc()
  %field = getelementptr %pair, ptr %current, i32 -1, i32 1
  store ptr addrspace(1) %obj, ptr %field
  br label %wait

wait:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
