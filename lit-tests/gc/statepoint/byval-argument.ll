; A byval argument with a tracked field is a copy in the caller's memory, which no map describes: the field is loaded where the function
; begins, before the frame is allocated, and stored where the frame begins. The frame's map names it.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[#A:]] 16 alloca {{.*}} all
; CHECK: state 0: [[#A+8]]{{$}}
; CHECK-NEXT: state 1 (before the first suspension): [[#A+8]]{{$}}

; CHECK-LABEL: define ptr @f(
; CHECK: %[[FIELD:[^ ]*]] = load volatile ptr addrspace(1), ptr
; CHECK: call ptr @allocate(
; CHECK: store ptr addrspace(1) null, ptr
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr {{.*}}, ptr {{.*}}%given, i64 8
; CHECK: store ptr addrspace(1) %[[FIELD]], ptr
; CHECK: call void @gc_safepoint()
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: %[[COPY:given[^ ]*]] = getelementptr inbounds i8, ptr %frame, i64 [[#A]]
; CHECK: call void @escape(ptr %[[COPY]])

%given = type { i64, ptr addrspace(1) }

define ptr @f(ptr byval(%given) align 8 %given) presplitcoroutine gc "statepoint-example" {
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
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %given)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
