; What a wrapper reads in more than one form, or copies, is copied as bytes: a load and store of one type would lose what another form
; finds.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK: %[[COPY:awaiter.copy[0-9]*]] = alloca [16 x i8], align 8
; CHECK: call void @llvm.memcpy{{.*}}(ptr {{.*}}%[[COPY]], ptr {{.*}}, i64 16, i1 false)
; CHECK: call void @llvm.coro.await.suspend.void(ptr {{.*}}%[[COPY]], ptr %hdl, ptr {{(nonnull )?}}@wrapper)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define void @f(ptr %data) presplitcoroutine {
entry:
  %awaiter = alloca [32 x i8], align 8
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  call void @llvm.memcpy.p0.p0.i64(ptr %awaiter, ptr %data, i64 32, i1 false)
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
  %word = load ptr, ptr %awaiter
  %number = load i64, ptr %awaiter
  %part = getelementptr i8, ptr %awaiter, i64 4
  call void @llvm.memcpy.p0.p0.i64(ptr %frame, ptr %part, i64 12, i1 false)
  call void @keep(ptr %word)
  call void @print64(i64 %number)
  ret void
}
