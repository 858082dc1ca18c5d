; Statepoints before the split do not help: a suspension is none, and LLVM's split stores
; a relocated value at its definition, before the next statepoint. gc-coro refuses:
; what it makes needs statepoints as well.
;
; RUN: %spell %s | %stock-opt -S -passes='strip-dead-prototypes,rewrite-statepoints-for-gc,coro-early,cgscc(coro-split)' | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | not opt -passes='strip-dead-prototypes,rewrite-statepoints-for-gc,coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; STOCK-LABEL: define ptr @f(
; STOCK: store ptr addrspace(1) %obj{{[0-9]*}}, ptr %obj{{[0-9]*}}.spill.addr
; STOCK: gc.statepoint{{.*}} @gc_safepoint,

; CHECK: in function 'f': the function has statepoints already
; CHECK-NEXT: gc.statepoint
; CHECK-NEXT: {{^}}note: what the split adds needs statepoints as well{{$}}
; CHECK-NEXT: {{^}}help: run gc-coro-split before rewrite-statepoints-for-gc{{$}}

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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %obj)
  call void @gc_safepoint()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
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
