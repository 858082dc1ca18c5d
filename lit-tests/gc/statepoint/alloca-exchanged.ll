; Atomic operations on memory whose type says bytes tell where a tracked pointer is, as
; loads and stores do.
;
; RUN: %spell %s | %frames | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 8 alloca exchanged all
; CHECK: {{^ *}}[[#B:]] 8 alloca compared all
; CHECK: state 0: [[#A]], [[#B]]{{$}}

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %exchanged = alloca i64
  %compared = alloca [8 x i8], align 8
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
  %cleared = cmpxchg ptr %exchanged, ptr addrspace(1) %obj, ptr addrspace(1) null seq_cst seq_cst
  %pair = cmpxchg ptr %compared, ptr addrspace(1) null, ptr addrspace(1) %obj seq_cst seq_cst
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %exchanged)
  call void @escape(ptr %compared)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
