; A phi of two derived pointers is stored by LLVM's split as it is: an inner pointer, which
; the collector would take for an object. In ours the bases meet in a phi of their own,
; which is stored, and the offsets in another; no difference of addresses is taken.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %frames | FileCheck %s --check-prefix=FRAME

; STOCK-LABEL: define ptr @f(
; STOCK-NOT: store ptr addrspace(1) %{{a|b}},
; STOCK: store ptr addrspace(1) %chosen, ptr %chosen.spill.addr
; STOCK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

; CHECK-LABEL: define ptr @f(
; CHECK-NOT: store ptr addrspace(1) %chosen,
; CHECK: phi ptr addrspace(1) [ %a, %left ], [ %b, %right ]
; CHECK-NOT: store ptr addrspace(1) %chosen,
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: ptrtoint ptr addrspace(1)
; CHECK: getelementptr i8, ptr addrspace(1) %{{.*}}reload, i64 %{{.*}}reload
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; FRAME: pointer area: 1 word

define ptr @f(ptr addrspace(1) %a, ptr addrspace(1) %b, i1 %which, i64 %i) presplitcoroutine gc "statepoint-example" {
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
  br i1 %which, label %left, label %right

left:
  %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
  br label %join

right:
  %q = getelementptr i8, ptr addrspace(1) %b, i64 8
  br label %join

join:
  %chosen = phi ptr addrspace(1) [ %p, %left ], [ %q, %right ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_safepoint()
  call void @gc_use(ptr addrspace(1) %chosen)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
