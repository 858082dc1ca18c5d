; Callers that are coroutines themselves: a suspension returns to whoever resumed them, and ends no frame. Where they are resumed or
; destroyed after it, the child has to be destroyed.
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide,verify' -pass-remarks=gc-coro -pass-remarks-missed=gc-coro 2>&1 | FileCheck %s

; CHECK: 'child' elided in 'awaits'
; CHECK: 'child' elided in 'awaits_by_comparison'
; CHECK: 'child' not elided in 'forgets_when_destroyed': the caller can end while the coroutine is alive
; CHECK: 'child' elided in 'one_after_the_other'
; CHECK: 'child' elided in 'one_after_the_other'
; CHECK: 'child' not elided in 'before_its_own_frame': the caller has no frame of its own yet
; CHECK: 'child' not elided in 'seldom': the caller's frame would grow by more than this saves

; CHECK-LABEL: define ptr @awaits(
; CHECK:         call ptr @child.noalloc(
; CHECK:         call[[CC]]void @child.cleanup(
; CHECK:         call[[CC]]void @child.cleanup(
define ptr @awaits(i32 %n) nounwind presplitcoroutine {
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
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %destroyed ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  br label %cleanup
destroyed:
  call void @llvm.coro.destroy(ptr %h)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; As simplifycfg leaves it where both do the same.
define ptr @awaits_by_comparison(i32 %n) nounwind presplitcoroutine {
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
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  %continues = icmp ult i8 %s, 2
  br i1 %continues, label %goes.on, label %suspend
goes.on:
  call void @llvm.coro.destroy(ptr %h)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @forgets_when_destroyed(i32 %n) nounwind presplitcoroutine {
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
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Two children that are never alive together: two allocas, whose lifetimes end.
; CHECK-LABEL: define ptr @one_after_the_other(
; CHECK:         call void @llvm.lifetime.start
; CHECK:         call ptr @child.noalloc(
; CHECK:         call[[CC]]void @child.cleanup(
; CHECK-NEXT:    call void @llvm.lifetime.end
; CHECK:         call void @llvm.lifetime.start
; CHECK-NEXT:    call ptr @child.noalloc(
define ptr @one_after_the_other(i32 %n) nounwind presplitcoroutine {
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
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %destroyed ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  %other = call ptr @child(i32 %n)
  %t = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %t, label %suspend [ i8 0, label %other.resumed
                                 i8 1, label %other.resumed ]
other.resumed:
  call void @llvm.coro.destroy(ptr %other)
  br label %cleanup
destroyed:
  call void @llvm.coro.destroy(ptr %h)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; An alloca of the caller is no part of a frame that there is not yet.
define ptr @before_its_own_frame(i32 %n) nounwind presplitcoroutine {
entry:
  %h = call ptr @child(i32 %n)
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %memory)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  call void @llvm.coro.destroy(ptr %h)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Each frame of the caller would be larger, but one in a thousand has a child.
define ptr @seldom(i32 %n) nounwind presplitcoroutine {
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
  %rare = call i1 @odd(i32 %n) nounwind
  br i1 %rare, label %create, label %cleanup, !prof !0
create:
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %resumed ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!0 = !{!"branch_weights", i32 1, i32 1000}

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
