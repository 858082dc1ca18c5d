; LLVM's split leaves the promise's memory as the allocator gave it. A collector that
; looks at it before the first store finds garbage; in our frames it finds null.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK

; STOCK-LABEL: define ptr @f(
; STOCK-NOT: store ptr addrspace(1) null
; STOCK: call void @gc_safepoint()

; CHECK-LABEL: define ptr @f(
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK-NOT: call
; CHECK: store ptr addrspace(1) null
; CHECK: call void @gc_safepoint()

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %promise = alloca ptr addrspace(1)
  %id = call token @llvm.coro.id(i32 0, ptr %promise, ptr null, ptr null)
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
  call void @gc_safepoint()
  store ptr addrspace(1) %obj, ptr %promise
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_safepoint()
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
