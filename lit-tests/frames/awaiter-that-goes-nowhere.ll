; An awaiter that await_suspend only looks at is needed no longer after the suspension; not so one that others get to know, that is
; looked at when the coroutine may have been resumed, or whose await_suspend is in another module. What await_suspend calls with the
; awaiter, or before it looks at it, is inlined into the wrapper, because the linker may take the body of an inline function from
; elsewhere. Other calls are left to LLVM's inliner.
;
; REQUIRES: since-19
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames>' -disable-output | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split' -S | FileCheck --check-prefix=IR %s

; CHECK:     frame of 'looks'
; CHECK-NOT: awaiter
; IR-LABEL:  define internal void @looks.wrapper
; IR-NOT:    call void @looks.suspend
; IR:        ret void
define linkonce_odr void @looks.suspend(ptr %awaiter, ptr %hdl) {
  %first = load i64, ptr %awaiter
  %place = getelementptr i64, ptr %awaiter, i64 1
  store i64 %first, ptr %place
  call void @print64(i64 %first)
  ret void
}
define internal void @looks.wrapper(ptr %awaiter, ptr %hdl) {
  call void @looks.suspend(ptr %awaiter, ptr %hdl)
  ret void
}
define void @looks(i64 %n) presplitcoroutine {
  %awaiter = alloca [3 x i64]
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store i64 %n, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @looks.wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

; CHECK: frame of 'tells'
; CHECK: awaiter
@known = global ptr null
define internal void @tells.wrapper(ptr %awaiter, ptr %hdl) {
  store ptr %awaiter, ptr @known
  ret void
}
define void @tells(i64 %n) presplitcoroutine {
  %awaiter = alloca [3 x i64]
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store i64 %n, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @tells.wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

; CHECK: frame of 'looks.late'
; CHECK: awaiter
define internal void @looks.late.wrapper(ptr %awaiter, ptr %hdl) {
  call void @llvm.coro.resume(ptr %hdl)
  %first = load i64, ptr %awaiter
  call void @print64(i64 %first)
  ret void
}
define void @looks.late(i64 %n) presplitcoroutine {
  %awaiter = alloca [3 x i64]
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store i64 %n, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @looks.late.wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

; CHECK: frame of 'asks'
; CHECK: awaiter
declare void @elsewhere(ptr, ptr)
define internal void @asks.wrapper(ptr %awaiter, ptr %hdl) {
  call void @elsewhere(ptr %awaiter, ptr %hdl)
  ret void
}
define void @asks(i64 %n) presplitcoroutine {
  %awaiter = alloca [3 x i64]
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store i64 %n, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @asks.wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

; CHECK:     frame of 'posts'
; CHECK-NOT: awaiter
; IR-LABEL:  define internal void @posts.wrapper
; IR-NOT:    call void @posts.first
; IR:        load i64, ptr %awaiter
; IR:        call void @posts.last
; IR:        ret void
define linkonce_odr void @posts.first(ptr %hdl) {
  store ptr %hdl, ptr @known
  ret void
}
define linkonce_odr void @posts.last(ptr %hdl) {
  call void @llvm.coro.resume(ptr %hdl)
  ret void
}
define internal void @posts.wrapper(ptr %awaiter, ptr %hdl) {
  call void @posts.first(ptr %hdl)
  %first = load i64, ptr %awaiter
  store i64 %first, ptr @known
  call void @posts.last(ptr %hdl)
  ret void
}
define void @posts(i64 %n) presplitcoroutine {
  %awaiter = alloca [3 x i64]
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  store i64 %n, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @posts.wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}
