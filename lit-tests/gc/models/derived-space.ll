; Derived pointers in an address space of their own: made by a cast from a tracked one
; they are made again, and never stored.
;
; RUN: %spell %s | %split > %t.ll && FileCheck %s < %t.ll && %descriptors < %t.ll | FileCheck %s --check-prefix=MAPS

; CHECK-NOT: store ptr addrspace(2)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %into = addrspacecast ptr addrspace(1) %one.reload to ptr addrspace(2)
; CHECK: %field = getelementptr i64, ptr addrspace(2) %into, i64 %n.reload
; CHECK: call void @use2(ptr addrspace(2) %field)
; CHECK-NOT: store ptr addrspace(2)

; MAPS: pointer_count=1
; MAPS-NEXT: state 0: 16{{$}}

declare void @use2(ptr addrspace(2))

define ptr @f(ptr addrspace(1) %one, i64 %n) presplitcoroutine "gc-coro-model"="tracked:1/derived:2" {
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
  %into = addrspacecast ptr addrspace(1) %one to ptr addrspace(2)
  %field = getelementptr i64, ptr addrspace(2) %into, i64 %n
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @use2(ptr addrspace(2) %field)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
