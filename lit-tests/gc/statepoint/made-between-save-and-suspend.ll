; Between the save and the suspend the state is the new one already, and a value that
; is made there is in its map before it exists. Its word is null from the save on (it
; may hold an older pointer), and the value is stored as soon as it is made.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[OBJ:[0-9]+]] 8 tracked obj all
; CHECK: state 0: [[OBJ]]{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: [[NULL:%null.addr[0-9]*]] = getelementptr inbounds i8, ptr %hdl, i64 [[OBJ]]
; CHECK-NEXT: store ptr addrspace(1) null, ptr [[NULL]]
; CHECK-NOT: call
; CHECK: store i8 0, ptr %index.addr
; CHECK: %obj = call ptr addrspace(1) @gc_alloc()
; CHECK-NEXT: %obj.spill.addr = getelementptr inbounds i8, ptr %hdl, i64 [[OBJ]]
; CHECK-NEXT: store ptr addrspace(1) %obj, ptr %obj.spill.addr
; CHECK: call void @gc_safepoint()
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_use(ptr addrspace(1) %obj.reload)

define ptr @f() presplitcoroutine gc "statepoint-example" {
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
  %token = call token @llvm.coro.save(ptr %hdl)
  %obj = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token %token, i1 false)
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
