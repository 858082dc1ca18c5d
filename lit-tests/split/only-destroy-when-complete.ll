; coro_only_destroy_when_complete: the clones that destroy keep the path of the
; final suspend only.
;
; REQUIRES: since-18
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-NOT: @print(i32 1)
; CHECK: @print(i32 9)
; CHECK-NOT: @print(i32 1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.cleanup(
; CHECK-NOT: @print(i32 1)
; CHECK: @print(i32 9)
; CHECK-NOT: @print(i32 1)

define ptr @f() presplitcoroutine coro_only_destroy_when_complete {
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
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %early ]

go:
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %trap
                                       i8 1, label %late ]

trap:
  unreachable

early:
  call void @print(i32 1)
  br label %cleanup

late:
  call void @print(i32 9)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
