; The copy is dead after the call, also where the call ends by an exception: if it were not, it would be in the frame for the suspension
; that follows there.
;
; REQUIRES: since-19
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK: %[[COPY:awaiter.copy[0-9]*]] = alloca [16 x i8], align 8
; CHECK-NOT: alloca
; CHECK: invoke void @llvm.coro.await.suspend.void(ptr {{.*}}%[[COPY]], ptr %hdl, ptr {{(nonnull )?}}@wrapper)
; CHECK-NEXT: to label %normal unwind label %handler
; CHECK: normal:
; CHECK-NEXT: call void @llvm.lifetime.end{{.*}}%[[COPY]]
; CHECK: handler:
; CHECK-NEXT: landingpad
; CHECK-NEXT: catch
; CHECK-NEXT: call void @llvm.lifetime.end{{.*}}%[[COPY]]

define void @f(i32 %n, i64 %m) presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %awaiter = alloca { i32, i64 }
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  store i32 %n, ptr %awaiter
  %part = getelementptr i8, ptr %awaiter, i64 8
  store i64 %m, ptr %part
  %save = call token @llvm.coro.save(ptr null)
  invoke void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
    to label %normal unwind label %handler

normal:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  br label %suspend

handler:
  %caught = landingpad { ptr, i32 }
    catch ptr null
  %save.handler = call token @llvm.coro.save(ptr null)
  %s.handler = call i8 @llvm.coro.suspend(token %save.handler, i1 true)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper(ptr %awaiter, ptr %frame) {
  %n = load i32, ptr %awaiter
  call void @print(i32 %n)
  %part = getelementptr i8, ptr %awaiter, i64 8
  %m = load i64, ptr %part
  call void @print64(i64 %m)
  ret void
}
