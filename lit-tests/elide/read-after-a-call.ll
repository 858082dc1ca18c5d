; What a wrapper reads after a call may have been written by the coroutine, which the call may have resumed. It is passed by value
; only where the coroutine does not write to the awaiter any more.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @written_after(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@wrapper1)
; CHECK-LABEL: define void @written_in_a_loop(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@wrapper2)
; CHECK-LABEL: define void @given_away_after(
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%awaiter, ptr %hdl, ptr {{(nonnull )?}}@wrapper3)
; CHECK-LABEL: define void @not_written(
; CHECK-NOT: alloca
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%task, ptr %hdl, ptr {{(nonnull )?}}@wrapper4)

define void @written_after() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr nonnull %awaiter, ptr %hdl, ptr @wrapper1)
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
  call void @keep(ptr %frame)
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

define void @written_in_a_loop() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  br label %loop

loop:
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr nonnull %awaiter, ptr %hdl, ptr @wrapper2)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %suspend ]

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper2(ptr %awaiter, ptr %frame) {
  call void @keep(ptr %frame)
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

define void @given_away_after() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr nonnull %awaiter, ptr %hdl, ptr @wrapper3)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  call void @keep(ptr %awaiter)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper3(ptr %awaiter, ptr %frame) {
  call void @keep(ptr %frame)
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}

define void @not_written() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr nonnull %awaiter, ptr %hdl, ptr @wrapper4)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper4(ptr %awaiter, ptr %frame) {
  call void @keep(ptr %frame)
  %handle = load ptr, ptr %awaiter
  call void @keep(ptr %handle)
  ret void
}
