; Left as they are: coroutines for debuggers, those with a collector, and with "marked-only" those without the mark.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-elide<marked-only>' | FileCheck %s

; CHECK-LABEL: define void @optnone(
; CHECK: call void @llvm.coro.await.suspend.void(ptr %awaiter,
; CHECK-LABEL: define void @collected(
; CHECK: call void @llvm.coro.await.suspend.void(ptr %awaiter,
; CHECK-LABEL: define void @unmarked(
; CHECK: call void @llvm.coro.await.suspend.void(ptr %awaiter,
; CHECK-LABEL: define void @marked(
; CHECK: call void @llvm.coro.await.suspend.void(ptr null,

define void @optnone(ptr %awaiter) presplitcoroutine noinline optnone "gc-coro" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define void @collected(ptr %awaiter) presplitcoroutine "gc-coro" gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define void @unmarked(ptr %awaiter) presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define void @marked(ptr %awaiter) presplitcoroutine "gc-coro" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper(ptr %awaiter, ptr %frame) {
  call void @keep(ptr %frame)
  ret void
}
