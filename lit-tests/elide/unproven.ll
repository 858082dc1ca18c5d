; Coroutines whose frames stay frames of their own, each for one reason, which a remark names. A call of a second ramp
; would have a frame inside of the caller's.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide,verify' -pass-remarks-missed=gc-coro 2>&1 | FileCheck %s
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide,verify' | FileCheck --check-prefix=IR --implicit-check-not='call {{.*}}@child.noalloc(' %s

; CHECK: 'child' not elided in 'returned': the caller can end while the coroutine is alive
; IR-LABEL: define ptr @returned(
define ptr @returned(i32 %n) {
  %h = call ptr @child(i32 %n)
  ret ptr %h
}

; CHECK: 'child' not elided in 'destroyed_on_one_path': the caller can end while the coroutine is alive
define void @destroyed_on_one_path(i32 %n) {
entry:
  %h = call ptr @child(i32 %n)
  %which = call i1 @odd(i32 %n) nounwind
  br i1 %which, label %destroy, label %exit
destroy:
  call void @llvm.coro.destroy(ptr %h)
  br label %exit
exit:
  ret void
}

; What never returns may be a longjmp, after which others use the coroutine.
; CHECK: 'child' not elided in 'left_for_ever': the caller can end while the coroutine is alive
define void @left_for_ever(i32 %n) {
entry:
  %h = call ptr @child(i32 %n)
  %which = call i1 @odd(i32 %n) nounwind
  br i1 %which, label %destroy, label %leave
leave:
  call void @leave_for_ever() noreturn nounwind
  unreachable
destroy:
  call void @llvm.coro.destroy(ptr %h)
  ret void
}
declare void @leave_for_ever()

; CHECK: 'child' not elided in 'throws': an exception can leave the caller while the coroutine is alive
define void @throws(i32 %n) {
  %h = call ptr @child(i32 %n)
  %x = call i32 @throw_if(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; Only the last child of the loop is destroyed.
; CHECK: 'child' not elided in 'repeated': the call can be repeated while the coroutine is alive
define void @repeated(i32 %n) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %head ]
  %h = call ptr @child(i32 %i)
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %head, label %exit
exit:
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; Whoever has the address of the task may write it.
; CHECK: 'child' not elided in 'known_to_others': it is not known whether the handle that the caller destroys is the coroutine's
define void @known_to_others(i32 %n) {
  %task = alloca ptr
  %h = call ptr @child(i32 %n)
  store ptr %h, ptr %task
  call void @keep(ptr %task) nounwind
  %mine = load ptr, ptr %task
  call void @llvm.coro.destroy(ptr %mine)
  ret void
}

; CHECK: 'child' not elided in 'written': it is not known whether the handle that the caller destroys is the coroutine's
define void @written(i32 %n) {
  %task = alloca ptr
  %h = call ptr @child(i32 %n)
  store ptr %h, ptr %task
  call void @change(ptr nocapture %task) nounwind
  %mine = load ptr, ptr %task
  call void @llvm.coro.destroy(ptr %mine)
  ret void
}

; CHECK: 'child' not elided in 'half_overwritten': it is not known whether the handle that the caller destroys is the coroutine's
define void @half_overwritten(i32 %n) {
  %task = alloca ptr
  %h = call ptr @child(i32 %n)
  store ptr %h, ptr %task
  %half = getelementptr i8, ptr %task, i64 4
  store i32 %n, ptr %half
  %mine = load ptr, ptr %task
  call void @llvm.coro.destroy(ptr %mine)
  ret void
}

; CHECK: 'child' not elided in 'overwritten_somewhere': it is not known whether the handle that the caller destroys is the coroutine's
define void @overwritten_somewhere(i64 %i) {
  %tasks = alloca [2 x ptr]
  %h = call ptr @child(i32 0)
  store ptr %h, ptr %tasks
  %one = getelementptr [2 x ptr], ptr %tasks, i64 0, i64 %i
  store ptr null, ptr %one
  %mine = load ptr, ptr %tasks
  call void @llvm.coro.destroy(ptr %mine)
  ret void
}

; The frame ends before the call of a guaranteed tail call begins.
; CHECK: 'child' not elided in 'destroyed_in_a_tail_call': the caller can end while the coroutine is alive
define fastcc void @destroyed_in_a_tail_call(ptr %frame) {
  %h = call ptr @child(i32 0)
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %h, i8 1)
  musttail call fastcc void %destroy(ptr %h)
  ret void
}

; CHECK: 'ends_by_itself' not elided in 'of_one_that_ends': the coroutine can end without being destroyed
define void @of_one_that_ends(i32 %n) {
  %h = call ptr @ends_by_itself(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; These are not looked at.
; CHECK-NOT: not elided
define void @unoptimised(i32 %n) noinline optnone {
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

define void @jumps(i32 %n, ptr %buffer) {
  %h = call ptr @child(i32 %n)
  %r = call i32 @setjmp(ptr %buffer) returns_twice
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

define void @collected(i32 %n) gc "statepoint-example" {
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

declare i32 @setjmp(ptr)
declare void @change(ptr)
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

define ptr @ends_by_itself(i32 %n) nounwind presplitcoroutine "gc-coro" {
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
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
