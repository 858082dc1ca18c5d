; What users of a split coroutine rely on: the ramp with coro.id, coro.alloc,
; coro.begin and coro.free for coro-elide; the array of the clones; the header of
; the frame; the shape of the clones.
;
; RUN: %spell %s | %split | FileCheck %s --implicit-check-not=presplitcoroutine --implicit-check-not='call {{.*}}@llvm.coro.{{suspend|save|end|size|align|frame}}'

; CHECK: @f.resumers = private {{(unnamed_addr )?}}constant [3 x ptr] [ptr @f.resume, ptr @f.destroy, ptr @f.cleanup]

; CHECK-LABEL: define ptr @f(i32 %n)
; CHECK: [[ID:%.*]] = call token @llvm.coro.id(i32 0, ptr {{.*}}, ptr @f, ptr @f.resumers)
; CHECK: [[NEED:%.*]] = call i1 @llvm.coro.alloc(token [[ID]])
; CHECK: call ptr @allocate(i64 [[SIZE:[0-9]+]], i64 [[ALIGN:[0-9]+]])
; CHECK: [[HDL:%.*]] = call {{.*}}ptr @llvm.coro.begin(token [[ID]], ptr
; CHECK-DAG: store ptr @f.resume, ptr
; CHECK-DAG: select i1 [[NEED]], ptr @f.destroy, ptr @f.cleanup
; CHECK: ret ptr [[HDL]]

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-SAME: ptr noundef nonnull align [[ALIGN]] dereferenceable([[SIZE]]) %{{.*}})
; CHECK: call void @print(i32
; CHECK: ret void

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-SAME: ptr noundef nonnull align [[ALIGN]] dereferenceable([[SIZE]]) %{{.*}})
; CHECK: ret void

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.cleanup(
; CHECK-SAME: ptr noundef nonnull align [[ALIGN]] dereferenceable([[SIZE]]) %{{.*}})
; CHECK: ret void

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
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
