; An awaiter with the address of a task: once that is passed, the task is what the wrapper reads, and it leaves memory as well.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK-NOT: alloca
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{(nonnull )?}}%handle, ptr %hdl, ptr {{(nonnull )?}}@wrapper)
; CHECK-LABEL: define internal void @wrapper(
; CHECK-NEXT: call void @keep(ptr %awaiter)

define void @f() presplitcoroutine {
entry:
  %task = alloca ptr
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %handle = call ptr @kept()
  store ptr %handle, ptr %task
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

define internal void @wrapper(ptr %awaiter, ptr %frame) {
  %task = load ptr, ptr %awaiter
  %handle = load ptr, ptr %task
  call void @keep(ptr %handle)
  ret void
}
