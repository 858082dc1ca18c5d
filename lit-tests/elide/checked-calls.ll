; With check-elision the program tells a runtime when elided frames and their owners begin and end. Each caller is one situation.
;
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -S -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide<check-elision>,verify' | FileCheck %s
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -S -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide,verify' | FileCheck --check-prefix=OFF %s
; OFF-NOT: gc_coro_elision

; The owner of a function's frames is a byte of its stack. The frame is complete when the call has returned.
; CHECK-LABEL: define void @straight(
; CHECK:         %child.frame = alloca
; CHECK:         %frames.owner = alloca i8
; CHECK-NEXT:    call void @gc_coro_elision_owner_begins(ptr %frames.owner)
; CHECK:         call void @gc_coro_elision_frame_begins(ptr %child.frame, i64 24, ptr %frames.owner, ptr @gc_coro.elided)
; CHECK-NEXT:    call ptr @child.noalloc(i32 %n, ptr %child.frame)
; CHECK-NEXT:    call void @gc_coro_elision_frame_is_complete(ptr %child.frame)
; CHECK:         call[[CC]]void @child.cleanup(ptr %child.frame)
; CHECK:         call void @gc_coro_elision_owner_ends(ptr %frames.owner)
; CHECK-NEXT:    ret void
define void @straight(i32 %n) {
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; An exception may leave the function before the coroutine exists. The owner's end is told there as well.
; CHECK-LABEL: define void @left_by_an_exception(
; CHECK:         invoke void @print(i32 %n)
; CHECK-NEXT:    to label %{{.*}} unwind label %[[PAD:.*]]
; CHECK:         call void @gc_coro_elision_frame_begins(
; CHECK:         call void @gc_coro_elision_owner_ends(
; CHECK-NEXT:    ret void
; CHECK:       [[PAD]]:
; CHECK:         cleanup
; CHECK:         call void @gc_coro_elision_owner_ends(
; CHECK-NEXT:    resume
define void @left_by_an_exception(i32 %n) personality ptr @__gxx_personality_v0 {
  call void @print(i32 %n)
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; Nothing is known of exceptions in a function without a personality.
; CHECK-LABEL: define void @without_personality(
; CHECK:         call void @print(i32 %n)
; CHECK:         call void @gc_coro_elision_frame_begins(
; CHECK:         call void @gc_coro_elision_owner_ends(
; CHECK-NEXT:    ret void
; CHECK-NEXT:  }
define void @without_personality(i32 %n) {
  call void @print(i32 %n)
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; The owner of a coroutine's frames is its handle. It ends where its memory is given back, not where the coroutine is suspended.
; CHECK-LABEL: define ptr @parent(
; CHECK:         %hdl = call {{.*}}@llvm.coro.begin(
; CHECK-NEXT:    call void @gc_coro_elision_owner_begins(ptr %hdl)
; CHECK:         call void @gc_coro_elision_frame_begins(ptr %child.frame, i64 24, ptr %hdl, ptr @gc_coro.elided
; CHECK:         call void @gc_coro_elision_owner_ends(ptr %hdl)
; CHECK-NEXT:    call ptr @llvm.coro.free(
; CHECK-NOT:     owner_ends
; CHECK:         ret ptr
define ptr @parent(i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %memory)
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  %f = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %f, label %suspend [ i8 0, label %never
                                 i8 1, label %free ]
never:
  unreachable
cleanup:
  call void @llvm.coro.destroy(ptr %h)
  br label %free
free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Whoever destroys the coroutine: its cleanup clone tells it.
; CHECK-LABEL: define internal{{ (fastcc )?}}void @child.cleanup(
; CHECK-NEXT:    {{.*}}:
; CHECK-NEXT:    call void @gc_coro_elision_frame_ends(ptr %frame)
; CHECK-NOT:     call void @gc_coro_elision_frame_ends(
; CHECK:         ret void
