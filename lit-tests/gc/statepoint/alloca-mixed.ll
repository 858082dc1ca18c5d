; A struct of pointers and integers stands in the byte area: the maps name its pointers,
; by its type, and leave out the rest.
;
; RUN: %spell %s | %split > %t.ll
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames;json>' -disable-output > %t.json
; RUN: %descriptors %t.json < %t.ll | FileCheck %s

; Flags: 1 is a switch-resumed coroutine; 2, "only in the area", is not set.
; CHECK: f: version=1 flags=1 {{.*}}pointer_count=0
; CHECK: f: state 0: [[#A:]]
; CHECK-SAME: {{^}} [[#A+16]] [[#A+24]]{{$}}
; CHECK: f: state 1: [[#A]] [[#A+16]] [[#A+24]]{{$}}

%mixed = type { ptr addrspace(1), i64, [2 x ptr addrspace(1)], i8 }

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %mixed = alloca %mixed
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
  call void @escape(ptr %mixed)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %mixed)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
