; A coroutine that its caller destroys on every path has its frame in an alloca of the caller. Each caller is one situation; the
; coroutine is called, not inlined.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide,verify' | FileCheck %s

; The frame begins where the coroutine is created, and its bytes are free after the destruction. Both functions are known.
; CHECK-LABEL: define void @straight(
; CHECK:         %child.frame = alloca [24 x i8], align 8
; CHECK:         call void @llvm.lifetime.start.p0({{.*}}%child.frame)
; CHECK-NEXT:    call ptr @child.noalloc(i32 %n, ptr %child.frame)
; CHECK:         call[[CC]]void @child.resume(ptr %child.frame)
; CHECK:         call[[CC]]void @child.cleanup(ptr %child.frame)
; CHECK-NEXT:    call void @llvm.lifetime.end.p0({{.*}}%child.frame)
; CHECK-NEXT:    ret void
define void @straight(i32 %n) {
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; The child of an iteration is gone when the next one begins.
; CHECK-LABEL: define void @loop(
; CHECK:         call ptr @child.noalloc(
; CHECK:         call[[CC]]void @child.cleanup(
define void @loop(i32 %n) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %head ]
  %h = call ptr @child(i32 %i)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %head, label %exit
exit:
  ret void
}

; An exception is caught, and the child destroyed.
; CHECK-LABEL: define void @caught(
; CHECK:         call ptr @child.noalloc(
; CHECK:         invoke[[CC]]void @child.resume(
; CHECK:         call[[CC]]void @child.cleanup(
; CHECK:         call[[CC]]void @child.cleanup(
define void @caught(i32 %n) personality ptr @__gxx_personality_v0 {
entry:
  %h = call ptr @child(i32 %n)
  %resume = call ptr @llvm.coro.subfn.addr(ptr %h, i8 0)
  invoke fastcc void %resume(ptr %h) to label %fine unwind label %thrown
fine:
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %h, i8 1)
  call fastcc void %destroy(ptr %h) nounwind
  ret void
thrown:
  %pad = landingpad { ptr, i32 } cleanup
  %destroy.thrown = call ptr @llvm.coro.subfn.addr(ptr %h, i8 1)
  call fastcc void %destroy.thrown(ptr %h) nounwind
  resume { ptr, i32 } %pad
}

; A task that was moved from is null.
; CHECK-LABEL: define void @moved(
; CHECK:         call ptr @child.noalloc(
; CHECK:         call[[CC]]void @child.cleanup(
define void @moved(i32 %n) {
entry:
  %one = alloca ptr
  %other = alloca ptr
  %h = call ptr @child(i32 %n)
  store ptr %h, ptr %one
  %taken = load ptr, ptr %one
  store ptr null, ptr %one
  store ptr %taken, ptr %other
  %last = load ptr, ptr %one
  %is.null = icmp eq ptr %last, null
  br i1 %is.null, label %next, label %destroy.one
destroy.one:
  call void @llvm.coro.destroy(ptr %last)
  br label %next
next:
  %mine = load ptr, ptr %other
  %is.empty = icmp eq ptr %mine, null
  br i1 %is.empty, label %exit, label %destroy.other
destroy.other:
  call void @llvm.coro.destroy(ptr %mine)
  br label %exit
exit:
  ret void
}

; Created and destroyed under one condition, which a flag remembers.
; CHECK-LABEL: define void @flag(
; CHECK:         call ptr @child.noalloc(
; CHECK:         call[[CC]]void @child.cleanup(
define void @flag(i32 %n) {
entry:
  %wanted = call i1 @odd(i32 %n)
  br i1 %wanted, label %create, label %join
create:
  %h = call ptr @child(i32 %n)
  br label %join
join:
  %handle = phi ptr [ %h, %create ], [ null, %entry ]
  %exists = phi i1 [ true, %create ], [ false, %entry ]
  call void @print(i32 %n) nounwind
  br i1 %exists, label %destroy, label %exit
destroy:
  call void @llvm.coro.destroy(ptr %handle)
  br label %exit
exit:
  ret void
}

; What only reads the memory of the handle changes nothing there.
; CHECK-LABEL: define void @read(
; CHECK:         call ptr @child.noalloc(
define void @read(i32 %n) {
  %task = alloca ptr
  %h = call ptr @child(i32 %n)
  store ptr %h, ptr %task
  call void @look(ptr readonly nocapture %task) nounwind
  %mine = load ptr, ptr %task
  call void @llvm.coro.destroy(ptr %mine)
  ret void
}

; The task is copied as bytes.
; CHECK-LABEL: define void @copied(
; CHECK:         call ptr @child.noalloc(
define void @copied(i32 %n) {
  %task = alloca { i64, ptr }
  %other = alloca { i64, ptr }
  %h = call ptr @child(i32 %n)
  %word = getelementptr i8, ptr %task, i64 8
  store ptr %h, ptr %word
  call void @llvm.memcpy.p0.p0.i64(ptr %other, ptr %task, i64 16, i1 false)
  %other.word = getelementptr i8, ptr %other, i64 8
  %mine = load ptr, ptr %other.word
  call void @llvm.coro.destroy(ptr %mine)
  ret void
}

; The address of the promise is the handle plus a distance.
; CHECK-LABEL: define void @promise(
; CHECK:         call ptr @child.noalloc(
define void @promise(i32 %n) {
  %h = call ptr @child(i32 %n)
  %promise = call ptr @llvm.coro.promise(ptr %h, i32 8, i1 false)
  %plain = ptrtoint ptr %promise to i64
  %again = inttoptr i64 %plain to ptr
  %handle = call ptr @llvm.coro.promise(ptr %again, i32 8, i1 true)
  call void @llvm.coro.destroy(ptr %handle)
  ret void
}

; The ramp stores the handle to memory of the caller.
; CHECK-LABEL: define void @stored(
; CHECK:         call void @store_child.noalloc(ptr {{.*}}%task, i32 %n, ptr %store_child.frame)
; CHECK:         call[[CC]]void @store_child.cleanup(
define void @stored(i32 %n) {
  %task = alloca { i64, ptr }
  call void @store_child(ptr nocapture %task, i32 %n)
  %word = getelementptr i8, ptr %task, i64 8
  %h = load ptr, ptr %word
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; A path that never ends needs no destruction.
; CHECK-LABEL: define void @aborts(
; CHECK:         call ptr @child.noalloc(
define void @aborts(i32 %n) {
entry:
  %h = call ptr @child(i32 %n)
  %wrong = call i1 @odd(i32 %n) nounwind
  br i1 %wrong, label %abort, label %fine
abort:
  call void @llvm.trap()
  unreachable
fine:
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; Calls do not see allocas if they are marked: the frame is one now.
; CHECK-LABEL: define void @tail(
; CHECK:         {{^}}  call[[CC]]void @child.resume(ptr %child.frame)
define void @tail(i32 %n) {
  %h = tail call ptr @child(i32 %n)
  %resume = tail call ptr @llvm.coro.subfn.addr(ptr %h, i8 0)
  tail call fastcc void %resume(ptr %h) nounwind
  %destroy = tail call ptr @llvm.coro.subfn.addr(ptr %h, i8 1)
  tail call fastcc void %destroy(ptr %h) nounwind
  ret void
}

declare void @look(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare ptr @llvm.coro.subfn.addr(ptr, i8)

define ptr @child(i32 %n) nounwind presplitcoroutine "gc-coro" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %at)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]
on:
  call void @print(i32 %n)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %done
                                  i8 1, label %cleanup ]
done:
  unreachable
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @store_child(ptr %task, i32 %n) nounwind presplitcoroutine "gc-coro" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %at)
  %word = getelementptr i8, ptr %task, i64 8
  store ptr %hdl, ptr %word
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]
on:
  call void @print(i32 %n)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %done
                                  i8 1, label %cleanup ]
done:
  unreachable
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}
