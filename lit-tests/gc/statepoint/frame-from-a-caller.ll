; Without llvm.coro.alloc the frontend always allocates; the split then has nothing to
; settle, and the frame is mapped as well.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: @llvm.coro.alloc
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK: store i8 1, ptr
; CHECK: store ptr @f.destroy, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
