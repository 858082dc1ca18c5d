; A final suspend stores null over the resume function; its case is not resumed, so
; the code after it is in no clone.
;
; RUN: %spell %s | %split-then'function(simplifycfg)' | FileCheck %s --implicit-check-not='@print(i32 99)'

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @print(i32 1)
; CHECK: store ptr null, ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

define ptr @f() presplitcoroutine {
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
                                 i8 1, label %cleanup ]

go:
  call void @print(i32 1)
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %never
                                       i8 1, label %cleanup ]

never:
  call void @print(i32 99)
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
