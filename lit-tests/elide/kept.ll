; Awaiters that a wrapper writes to, gives away, or reads by volatile and atomic loads, stay where they are; and so do those of which bytes are
; read that are not known or not there.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%writes, ptr %hdl, ptr {{(nonnull )?}}@wrapper_writes)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%gives_away, ptr %hdl, ptr {{(nonnull )?}}@wrapper_gives_away)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%reads_volatile, ptr %hdl, ptr {{(nonnull )?}}@wrapper_reads_volatile)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%reads_atomic, ptr %hdl, ptr {{(nonnull )?}}@wrapper_reads_atomic)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%reads_somewhere, ptr %hdl, ptr {{(nonnull )?}}@wrapper_reads_somewhere)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%reads_before, ptr %hdl, ptr {{(nonnull )?}}@wrapper_reads_before)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%reads_beyond, ptr %hdl, ptr {{(nonnull )?}}@wrapper_reads_beyond)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%compares, ptr %hdl, ptr {{(nonnull )?}}@wrapper_compares)
; CHECK: call i1 @llvm.coro.await.suspend.bool(ptr {{(nonnull )?}}%copies_to_it, ptr %hdl, ptr {{(nonnull )?}}@wrapper_copies_to_it)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define void @f() presplitcoroutine {
entry:
  %writes = alloca ptr
  %gives_away = alloca ptr
  %reads_volatile = alloca ptr
  %reads_atomic = alloca ptr
  %reads_somewhere = alloca ptr
  %reads_before = alloca ptr
  %reads_beyond = alloca ptr
  %compares = alloca ptr
  %copies_to_it = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  store ptr %hdl, ptr %writes
  store ptr %hdl, ptr %gives_away
  store ptr %hdl, ptr %reads_volatile
  store ptr %hdl, ptr %reads_atomic
  store ptr %hdl, ptr %reads_somewhere
  store ptr %hdl, ptr %reads_before
  store ptr %hdl, ptr %reads_beyond
  store ptr %hdl, ptr %compares
  store ptr %hdl, ptr %copies_to_it
  %save = call token @llvm.coro.save(ptr null)
  %r.writes = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %writes, ptr %hdl, ptr @wrapper_writes)
  %r.gives_away = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %gives_away, ptr %hdl, ptr @wrapper_gives_away)
  %r.reads_volatile = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %reads_volatile, ptr %hdl, ptr @wrapper_reads_volatile)
  %r.reads_atomic = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %reads_atomic, ptr %hdl, ptr @wrapper_reads_atomic)
  %r.reads_somewhere = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %reads_somewhere, ptr %hdl, ptr @wrapper_reads_somewhere)
  %r.reads_before = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %reads_before, ptr %hdl, ptr @wrapper_reads_before)
  %r.reads_beyond = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %reads_beyond, ptr %hdl, ptr @wrapper_reads_beyond)
  %r.compares = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %compares, ptr %hdl, ptr @wrapper_compares)
  %r.copies_to_it = call i1 @llvm.coro.await.suspend.bool(ptr nonnull %copies_to_it, ptr %hdl, ptr @wrapper_copies_to_it)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal i1 @wrapper_writes(ptr %awaiter, ptr %frame) {
  store ptr %frame, ptr %awaiter
  ret i1 true
}

define internal i1 @wrapper_gives_away(ptr %awaiter, ptr %frame) {
  call void @keep(ptr %awaiter)
  ret i1 true
}

define internal i1 @wrapper_reads_volatile(ptr %awaiter, ptr %frame) {
  %p = load volatile ptr, ptr %awaiter
  %r = icmp eq ptr %p, %frame
  ret i1 %r
}

define internal i1 @wrapper_reads_atomic(ptr %awaiter, ptr %frame) {
  %p = load atomic ptr, ptr %awaiter acquire, align 8
  %r = icmp eq ptr %p, %frame
  ret i1 %r
}

define internal i1 @wrapper_reads_somewhere(ptr %awaiter, ptr %frame) {
  %n = ptrtoint ptr %frame to i64
  %a = getelementptr i8, ptr %awaiter, i64 %n
  %r = load i1, ptr %a
  ret i1 %r
}

define internal i1 @wrapper_reads_before(ptr %awaiter, ptr %frame) {
  %a = getelementptr i8, ptr %awaiter, i64 -1
  %r = load i1, ptr %a
  ret i1 %r
}

define internal i1 @wrapper_reads_beyond(ptr %awaiter, ptr %frame) {
  %a = getelementptr i8, ptr %awaiter, i64 8
  %r = load i1, ptr %a
  ret i1 %r
}

define internal i1 @wrapper_compares(ptr %awaiter, ptr %frame) {
  %r = icmp eq ptr %awaiter, %frame
  ret i1 %r
}

define internal i1 @wrapper_copies_to_it(ptr %awaiter, ptr %frame) {
  call void @llvm.memcpy.p0.p0.i64(ptr %awaiter, ptr %frame, i64 8, i1 false)
  ret i1 true
}
