; Memory whose type says bytes, where the code stores a tracked pointer at a known
; distance: that word is tracked too. (Optimisers retype variables.)
;
; RUN: %spell %s | %frames | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 24 alloca raw all
; CHECK: state 0: [[#A+8]]{{$}}
; CHECK: state 1 (before the first suspension): [[#A+8]]{{$}}

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %raw = alloca [24 x i8], align 8
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
  %middle = getelementptr i8, ptr %raw, i64 8
  store ptr addrspace(1) %obj, ptr %middle
  call void @escape(ptr %raw)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %back = load ptr addrspace(1), ptr %middle
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
