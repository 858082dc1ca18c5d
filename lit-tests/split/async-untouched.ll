; Coroutines of the async lowering stay as they are, beside one that is split.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s --implicit-check-not=@swift.resume

; CHECK-LABEL: define swifttailcc void @swift(ptr %ctx)
; CHECK: call token @llvm.coro.id.async(i32 128, i32 16, i32 0, ptr @swift_afp)
; CHECK: call {{.*}}@llvm.coro.suspend.async
; CHECK: define internal[[CC]]void @f.resume(

@swift_afp = constant <{ i32, i32 }> <{ i32 0, i32 128 }>

declare token @llvm.coro.id.async(i32, i32, i32, ptr)
declare ptr @llvm.coro.async.resume()
declare { ptr } @llvm.coro.suspend.async.sl_p0s(i32, ptr, ptr, ...)

define ptr @project(ptr %ctx) {
  %caller = load ptr, ptr %ctx
  ret ptr %caller
}

define swifttailcc void @dispatch(ptr %fn, ptr %ctx) {
  musttail call swifttailcc void %fn(ptr %ctx)
  ret void
}

define swifttailcc void @swift(ptr %ctx) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id.async(i32 128, i32 16, i32 0, ptr @swift_afp)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %resume = call ptr @llvm.coro.async.resume()
  %res = call { ptr } (i32, ptr, ptr, ...) @llvm.coro.suspend.async.sl_p0s(i32 0, ptr %resume, ptr @project, ptr @dispatch, ptr %ctx, ptr %ctx)
  unreachable
}

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
