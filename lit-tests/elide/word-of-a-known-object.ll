; The address of the awaiter is known to others. What the wrapper reads before it writes anything is what it was before the call; what it
; reads later may have changed.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK: %awaited = load ptr, ptr %awaiter, align 8
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaited, ptr %hdl, ptr {{(nonnull )?}}@reads_first)
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@reads_later)
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@reads_sometimes)

define void @f(ptr %awaiter) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @reads_first)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @reads_later)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @reads_sometimes)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @reads_first(ptr %awaiter, ptr %frame) {
  %handle = load ptr, ptr %awaiter
  store ptr %frame, ptr %handle
  call void @keep(ptr %handle)
  ret void
}

define internal void @reads_later(ptr %awaiter, ptr %frame) {
  %other = call ptr @kept()
  store ptr %frame, ptr %other
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

; Where it is null, there may be no object.
define internal void @reads_sometimes(ptr %awaiter, ptr %frame) {
  %n = ptrtoint ptr %frame to i64
  %is_odd = trunc i64 %n to i1
  br i1 %is_odd, label %read, label %exit

read:
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  br label %exit

exit:
  ret void
}
