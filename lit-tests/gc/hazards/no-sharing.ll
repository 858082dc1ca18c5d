; In LLVM's frames each value has a place of its own for ever: three phases with one
; object each take three words (48 bytes). In ours they take one (32 bytes), and the maps
; tell the phases apart.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %split | %descriptors | FileCheck %s --check-prefix=MAPS

; STOCK: define internal[[CC]]void @f.resume(ptr {{.*}}dereferenceable(48)
; CHECK: define internal[[CC]]void @f.resume(ptr {{.*}}dereferenceable(32)
; MAPS: f: state 0: 16{{$}}
; MAPS: f: state 1: 16{{$}}
; MAPS: f: state 2: 16{{$}}
; MAPS: f: state 3: none

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
  %v1 = call ptr addrspace(1) @gc_alloc()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_use(ptr addrspace(1) %v1)
  %v2 = call ptr addrspace(1) @gc_alloc()
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]

r2:
  call void @gc_use(ptr addrspace(1) %v2)
  %v3 = call ptr addrspace(1) @gc_alloc()
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %r3
                                  i8 1, label %cleanup ]

r3:
  call void @gc_use(ptr addrspace(1) %v3)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
