; An array of tracked pointers that is live across a suspend stands in the pointer area. All
; of its words are null when the frame begins and in all maps from then on.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 24 alloca slots all
; CHECK: pointer area: 3 words at [[#A]];
; CHECK-NEXT: state 0: [[#A]], [[#A+8]], [[#A+16]]{{$}}
; CHECK-NEXT: state 1 (before the first suspension): [[#A]], [[#A+8]], [[#A+16]]{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: call {{.*}}ptr @llvm.coro.begin(
; CHECK-NOT: call
; CHECK-COUNT-3: store ptr addrspace(1) null
; CHECK: call ptr addrspace(1) @gc_alloc()

define ptr @f(i64 %i) presplitcoroutine gc "statepoint-example" {
entry:
  %slots = alloca [3 x ptr addrspace(1)]
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
  %obj = call ptr addrspace(1) @gc_alloc()
  %slot = getelementptr ptr addrspace(1), ptr %slots, i64 %i
  store ptr addrspace(1) %obj, ptr %slot
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %back = load ptr addrspace(1), ptr %slot
  call void @gc_use(ptr addrspace(1) %back)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
