; One wrapper for two awaits (a loop was unrolled): it takes a pointer for both, or for neither. Where one of the two has to pass
; the awaiter, the other passes a copy of it.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @both(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%task, ptr %hdl, ptr {{(nonnull )?}}@wrapper1)
; CHECK-NEXT: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%task, ptr %hdl, ptr {{(nonnull )?}}@wrapper1)
; CHECK-LABEL: define internal void @wrapper1(
; CHECK-NEXT: call void @keep(ptr %awaiter)
; CHECK-LABEL: define void @one(
; CHECK: %[[COPY:awaiter.copy[0-9]*]] = alloca [8 x i8], align 8
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{.*}}%[[COPY]], ptr %hdl, ptr {{(nonnull )?}}@wrapper2)
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%unknown, ptr %hdl, ptr {{(nonnull )?}}@wrapper2)
; CHECK-LABEL: define internal void @wrapper2(
; CHECK: load ptr, ptr %awaiter

define void @both() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %other = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  store ptr %task, ptr %other
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper1)
  call void @llvm.coro.await.suspend.void(ptr %other, ptr %hdl, ptr @wrapper1)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper1(ptr %awaiter, ptr %frame) {
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

define void @one(ptr %unknown) presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper2)
  call void @llvm.coro.await.suspend.void(ptr %unknown, ptr %hdl, ptr @wrapper2)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper2(ptr %awaiter, ptr %frame) {
  store ptr %frame, ptr @queue
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

@queue = external global ptr
