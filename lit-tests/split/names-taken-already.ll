; The names of the clones are in use: the new ones get other names, and nothing is
; replaced or clobbered.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK: @f.resumers = constant i32 7
; CHECK: @[[ARRAY:f.resumers.[0-9]+]] = private {{.*}}constant [3 x ptr] [ptr @[[RESUME:f.resume.[0-9]+]], ptr @f.destroy, ptr @f.cleanup]
; CHECK-LABEL: define ptr @f(
; CHECK: call token @llvm.coro.id(i32 0, ptr {{.*}}, ptr @f, ptr @[[ARRAY]])
; CHECK-DAG: define i32 @f.resume()
; CHECK-DAG: define internal[[CC]]void @[[RESUME]](

@f.resumers = constant i32 7

define ptr @f(i32 %n) presplitcoroutine {
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

define i32 @f.resume() {
  ret i32 5
}
