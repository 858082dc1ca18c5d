; What a wrapper calls is inlined where that hides what becomes of the awaiter: nothing can be concluded of an inline function whose
; body the linker may take from elsewhere.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%task, ptr %hdl, ptr {{(nonnull )?}}@wrapper)
; CHECK-LABEL: define internal void @wrapper(
; CHECK-NEXT: call void @keep(ptr %awaiter)
; CHECK-NEXT: ret void

define void @f() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define linkonce_odr void @await_suspend(ptr %this, ptr %frame) {
  %handle = load ptr, ptr %this
  call void @keep(ptr %handle)
  ret void
}

define internal void @wrapper(ptr %awaiter, ptr %frame) {
  call void @await_suspend(ptr %awaiter, ptr %frame)
  ret void
}
