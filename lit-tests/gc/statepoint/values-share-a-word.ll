; Two tracked pointers that are never live across the same suspension share one word. Each is
; stored at its own save, so the word never holds the one while the map means the other.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[WORD:[0-9]+]] 8 tracked first 0{{$}}
; CHECK: {{^ *}}[[WORD]] 8 tracked second 1{{$}}
; CHECK: pointer area: 1 word at [[WORD]]
; CHECK-NEXT: state 0: [[WORD]]{{$}}
; CHECK-NEXT: state 1: [[WORD]]{{$}}

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @gc_use(ptr addrspace(1) %first.reload)
; CHECK: %second = call ptr addrspace(1) @gc_alloc()
; CHECK-NOT: store
; CHECK: call void @gc_safepoint()
; CHECK-NOT: call
; CHECK: %second.spill.addr = getelementptr inbounds i8, ptr %frame, i64 [[WORD]]
; CHECK-NEXT: store ptr addrspace(1) %second, ptr %second.spill.addr
; CHECK-NOT: call
; CHECK: br label

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
  %first = call ptr addrspace(1) @gc_alloc()
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %first)
  %second = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_use(ptr addrspace(1) %second)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
