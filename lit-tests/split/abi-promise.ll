; The promise lies at an offset that its alignment alone decides: 16, or 64 for one
; that is aligned to 64. coro.promise of the handle folds to that place.
;
; RUN: %spell %s | %split-then'function(sroa,gvn,instcombine,simplifycfg)' | FileCheck %s

; CHECK-LABEL: define ptr @small(
; CHECK: %[[P:.*]] = getelementptr inbounds {{.*}}, ptr %hdl, i{{32|64}} {{16|0, i32 2}}
; CHECK: store i32 77, ptr %[[P]]

; CHECK-LABEL: define ptr @aligned(
; CHECK: %[[P:.*]] = getelementptr inbounds {{.*}}, ptr %hdl, i{{32|64}} {{64|0, i32 [2-9]}}
; CHECK: store i32 78, ptr %[[P]]
; CHECK-LABEL: define internal{{ (fastcc )?}}void @aligned.resume(
; CHECK-SAME: ptr noundef nonnull align 64 dereferenceable(128)

define ptr @small(i32 %n) presplitcoroutine {
entry:
  %promise = alloca i32
  %id = call token @llvm.coro.id(i32 0, ptr %promise, ptr null, ptr null)
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
  store i32 77, ptr %promise
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

define ptr @aligned(i32 %n) presplitcoroutine {
entry:
  %promise = alloca i32, align 64
  %id = call token @llvm.coro.id(i32 0, ptr %promise, ptr null, ptr null)
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
  store i32 78, ptr %promise
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
