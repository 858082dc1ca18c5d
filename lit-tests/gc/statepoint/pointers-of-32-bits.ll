; Where pointers have 4 bytes the header has 8, the pointer area has words of 4, and the
; maps count in those.
;
; RUN: %spell %s | sed 's/^target datalayout = .*/target datalayout = "e-p:32:32-p1:32:32-i64:64-ni:1"/; /^target triple/d' | %split > %t.ll
; RUN: %descriptors < %t.ll | FileCheck %s --check-prefix=MAPS
; RUN: FileCheck %s < %t.ll

; MAPS: pointers_offset=8 pointer_count=2 bytes_offset=16 {{.*}}map_origin=8 pointer_size=4
; MAPS-NEXT: state 0: 8 12{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: store ptr @f.destroy, ptr %destroy.addr, align 4
; CHECK: store ptr addrspace(1) %{{obj|other}}, ptr %{{.*}}.spill.addr
; CHECK: store ptr addrspace(1) %{{obj|other}}, ptr %{{.*}}.spill.addr

define ptr @f(ptr addrspace(1) %obj, ptr addrspace(1) %other) presplitcoroutine gc "statepoint-example" {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  call void @gc_use(ptr addrspace(1) %other)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
