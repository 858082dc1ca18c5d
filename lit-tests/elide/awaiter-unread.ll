; An await_suspend that does not look at its awaiter gets none. That the address cannot be null is not true then.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK: call void @llvm.coro.await.suspend.void(ptr null, ptr %hdl, ptr {{(nonnull )?}}@wrapper)
; The wrapper of another module may be any function, and one that reads gets what it reads.
; CHECK: call void @llvm.coro.await.suspend.void(ptr nonnull %kept, ptr %hdl, ptr {{(nonnull )?}}@elsewhere)
; CHECK: call void @llvm.coro.await.suspend.void(ptr nonnull %kept, ptr %hdl, ptr {{(nonnull )?}}@gives_away)
; CHECK-LABEL: define internal void @wrapper(ptr %awaiter, ptr noundef %frame)

define void @f() presplitcoroutine {
  %unread = alloca i8
  %kept = alloca i64
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr nonnull %unread, ptr %hdl, ptr @wrapper)
  call void @llvm.coro.await.suspend.void(ptr nonnull %kept, ptr %hdl, ptr @elsewhere)
  call void @llvm.coro.await.suspend.void(ptr nonnull %kept, ptr %hdl, ptr @gives_away)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper(ptr noundef nonnull %awaiter, ptr noundef %frame) {
  call void @keep(ptr %frame)
  ret void
}

declare void @elsewhere(ptr, ptr)

define internal void @gives_away(ptr %awaiter, ptr %frame) {
  call void @keep(ptr %awaiter)
  ret void
}
