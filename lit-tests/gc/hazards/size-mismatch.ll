; With an over-aligned variable LLVM's split asks the allocator for fewer bytes than its
; functions claim to have. In ours one number is in the query, the attribute, the table
; and the descriptor.
;
; RUN: %if !since-23 %{ %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK %}
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %split | %descriptors | FileCheck %s --check-prefix=DESCRIPTOR

; STOCK: call ptr @allocate(i64 {{[0-9][0-9]}}, i64 64)
; STOCK: define internal[[CC]]void @f.resume(ptr {{.*}}align 64 dereferenceable(128)

; CHECK: call ptr @allocate(i64 128, i64 64)
; CHECK: define internal[[CC]]void @f.resume(ptr {{.*}}align 64 dereferenceable(128)
; DESCRIPTOR: frame_size=128 frame_align=64

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %wide = alloca i8, align 64
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
  call void @keep(ptr %wide)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @keep(ptr %wide)
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
