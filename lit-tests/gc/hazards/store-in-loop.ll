; LLVM's split stores in each turn of a loop that does not suspend, and what it stores is
; old at the next safepoint of that loop. gc-coro stores once, after the loop.
;
; RUN: %spell %s | %stock-opt -S -passes='coro-early,cgscc(coro-split),coro-cleanup,strip-dead-prototypes,function(simplifycfg)' | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split-then'coro-cleanup,strip-dead-prototypes,function(simplifycfg)' | FileCheck %s --check-prefix=CHECK

; STOCK-LABEL: define ptr @f(
; STOCK: {{^}}loop:
; STOCK: store ptr addrspace(1) %obj, ptr %obj.spill.addr
; STOCK: call void @gc_safepoint()
; STOCK: br i1 %{{.*}}, label %loop

; CHECK-LABEL: define ptr @f(
; CHECK: {{^}}loop:
; CHECK-NOT: store
; CHECK: br i1 %{{.*}}, label %loop
; CHECK: store ptr addrspace(1) %obj, ptr %obj.spill.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

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
  br label %loop

loop:
  %obj = call ptr addrspace(1) @gc_alloc()
  call void @gc_safepoint()
  %turn = call i32 @opaque(i32 1)
  %again = call i1 @odd(i32 %turn)
  br i1 %again, label %loop, label %after

after:

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
