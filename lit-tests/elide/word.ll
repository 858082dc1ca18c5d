; A wrapper that reads one pointer of its awaiter gets the pointer, and the awaiter is a register. What was true of the awaiter's
; address is dropped: at the call, and of the wrapper's parameter. The wrapper may write to memory by its parameter now.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK-NOT: alloca
; CHECK: call void @llvm.coro.await.suspend.handle(ptr {{(nonnull )?}}%task, ptr %hdl, ptr {{(nonnull )?}}@wrapper)
; CHECK: call void @keep(ptr %task)
; CHECK: define internal ptr @wrapper(ptr %awaiter, ptr %frame) #[[ATTRIBUTES:[0-9]+]] {
; CHECK-NEXT: %continuation = getelementptr i8, ptr %awaiter, i64 24
; CHECK-NEXT: store ptr %frame, ptr %continuation
; CHECK-NEXT: ret ptr %awaiter
; CHECK: attributes #[[ATTRIBUTES]] = { nounwind }

define void @f() presplitcoroutine {
entry:
  %awaiter = alloca { i64, ptr }
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  %part = getelementptr i8, ptr %awaiter, i64 8
  store ptr %task, ptr %part
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.handle(ptr noundef nonnull dereferenceable(16) %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  %same = load ptr, ptr %part
  call void @keep(ptr %same)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

; The second load may not be of what the store has written: nobody else has the address of the awaiter.
define internal ptr @wrapper(ptr noundef nonnull align 8 dereferenceable(16) %awaiter, ptr %frame) nounwind memory(readwrite, argmem: read) {
  %part = getelementptr i8, ptr %awaiter, i64 8
  %handle = load ptr, ptr %part, !nonnull !0
  %continuation = getelementptr i8, ptr %handle, i64 24
  store ptr %frame, ptr %continuation
  %again = load ptr, ptr %part
  ret ptr %again
}

!0 = !{}
