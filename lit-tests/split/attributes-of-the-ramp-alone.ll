; What attributes say of the ramp's parameters, effects and symbol is not said of the clones.
;
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK: define ptr @f(i64 %n) unnamed_addr #[[RAMP:[0-9]+]]
; CHECK: define internal[[CC]]void @f.resume({{.*}}) #[[CLONE:[0-9]+]]
; CHECK: attributes #[[RAMP]] = { {{.*}}jumptable
; CHECK: attributes #[[CLONE]] = { noinline }

define ptr @f(i64 %n) unnamed_addr noinline presplitcoroutine allocsize(0) jumptable {
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
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
