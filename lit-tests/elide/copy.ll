; A wrapper that reads more than a pointer gets an object of its own with what it reads. That is dead after the call, so it is in no
; frame, and only the attributes of the wrapper's parameter change.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK: %[[COPY:awaiter.copy[0-9]*]] = alloca [16 x i8], align 16
; CHECK-NOT: alloca
; CHECK: call void @llvm.lifetime.start{{.*}}%[[COPY]]
; CHECK-DAG: store i32 %n, ptr %[[COPY]], align 16
; CHECK-DAG: store ptr %task, ptr %{{.*}}, align 8
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{.*}}%[[COPY]], ptr %hdl, ptr {{(nonnull )?}}@wrapper)
; CHECK-NEXT: call void @llvm.lifetime.end{{.*}}%[[COPY]]
; CHECK-NEXT: call i8 @llvm.coro.suspend(
; CHECK: call void @print(i32 %n)
; CHECK-LABEL: define internal void @wrapper(ptr %awaiter, ptr %frame) {
; CHECK-NEXT: load i32, ptr %awaiter

define void @f() presplitcoroutine {
entry:
  %awaiter = alloca [24 x i8], align 16
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %n = call i32 @opaque(i32 0)
  %task = call ptr @kept()
  store i32 %n, ptr %awaiter
  %part = getelementptr i8, ptr %awaiter, i64 8
  store ptr %task, ptr %part
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr nonnull %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  %same = load i32, ptr %awaiter
  call void @print(i32 %same)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper(ptr noundef nonnull dereferenceable(24) %awaiter, ptr %frame) {
  %n = load i32, ptr %awaiter
  call void @print(i32 %n)
  %part = getelementptr i8, ptr %awaiter, i64 8
  %handle = load ptr, ptr %part
  call void @keep(ptr %handle)
  ret void
}
