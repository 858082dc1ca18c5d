; A promise with tracked fields stands before the pointer area; its words, and no
; other ones, are in the map of every state. They are null from the frame's beginning
; on, before anything can collect.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: 16 24 promise current all
; CHECK: {{^ *}}40 8 tracked obj all
; CHECK: pointer area: 1 word at 40;
; CHECK-NEXT: state 0: 16, 32, 40{{$}}
; CHECK-NEXT: state 1 (before the first suspension): 16, 32{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK-NOT: call
; CHECK: [[A:%null.addr[0-9]*]] = getelementptr inbounds i8, ptr %hdl, i64 16
; CHECK-NEXT: store ptr addrspace(1) null, ptr [[A]]
; CHECK-NEXT: [[B:%null.addr[0-9]*]] = getelementptr inbounds i8, ptr %hdl, i64 32
; CHECK-NEXT: store ptr addrspace(1) null, ptr [[B]]
; CHECK: store ptr @f.destroy, ptr
; CHECK: call ptr addrspace(1) @gc_alloc()

%pair = type { ptr addrspace(1), i64, ptr addrspace(1) }

define ptr @f() presplitcoroutine gc "statepoint-example" {
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
  %obj = call ptr addrspace(1) @gc_alloc()
  %field = getelementptr %pair, ptr %current, i32 0, i32 2
  store ptr addrspace(1) %obj, ptr %field
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
