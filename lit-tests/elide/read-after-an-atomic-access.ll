; Another thread that sees an atomic store may resume the coroutine, which writes to its awaiter then. A plain store tells no other thread
; anything.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @atomic(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@wrapper1)
; CHECK-LABEL: define void @volatile(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@wrapper2)
; CHECK-LABEL: define void @plain(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%task, ptr %hdl, ptr {{(nonnull )?}}@wrapper3)

@queue = external global ptr

define void @atomic() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper1)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  store ptr null, ptr %awaiter
  %l = load ptr, ptr %awaiter
  call void @keep(ptr %l)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper1(ptr %awaiter, ptr %frame) {
  store atomic ptr %frame, ptr @queue release, align 8
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

define void @volatile() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper2)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  store ptr null, ptr %awaiter
  %l = load ptr, ptr %awaiter
  call void @keep(ptr %l)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper2(ptr %awaiter, ptr %frame) {
  store volatile ptr %frame, ptr @queue
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

define void @plain() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper3)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  store ptr null, ptr %awaiter
  %l = load ptr, ptr %awaiter
  call void @keep(ptr %l)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper3(ptr %awaiter, ptr %frame) {
  store ptr %frame, ptr @queue
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}
