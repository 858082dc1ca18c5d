; A pointer that a loop moves through an object: LLVM's split stores the pointer itself,
; in each turn. In ours the object's pointer and the distance are stored, after the loop.
;
; RUN: %spell %s | %stock-opt -S -passes='coro-early,cgscc(coro-split),coro-cleanup,strip-dead-prototypes,function(simplifycfg)' | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split-then'coro-cleanup,strip-dead-prototypes,function(simplifycfg)' | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %frames | FileCheck %s --check-prefix=FRAME

; STOCK-LABEL: define ptr @f(
; STOCK: {{^}}loop:
; STOCK: store ptr addrspace(1) %at, ptr %at.spill.addr
; STOCK: br i1 %{{.*}}, label %loop

; CHECK-LABEL: define ptr @f(
; CHECK: {{^}}loop:
; CHECK-NOT: store
; CHECK: br i1 %{{.*}}, label %loop
; CHECK-NOT: store ptr addrspace(1) %at,
; CHECK: store ptr addrspace(1) %obj, ptr
; CHECK-NOT: store ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: ptrtoint ptr addrspace(1)
; CHECK: getelementptr i8, ptr addrspace(1) %obj.reload, i64 %{{.*}}reload
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; FRAME: pointer area: 1 word

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
  %obj = call ptr addrspace(1) @gc_alloc()
  br label %loop

loop:
  %at = phi ptr addrspace(1) [ %obj, %begin ], [ %next, %loop ]
  %next = getelementptr i8, ptr addrspace(1) %at, i64 8
  %turn = call i32 @opaque(i32 1)
  %again = call i1 @odd(i32 %turn)
  br i1 %again, label %loop, label %after

after:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %at)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
