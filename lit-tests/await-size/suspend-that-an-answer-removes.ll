; The answer to a query makes branches constant, and what is never run is removed: suspend points, and calls that had their frames
; inside. What was found in the function before is gone then.
;
; The mark of the call is of LLVM 20 and later.
; RUN: %spell %s > %t.marked.ll
; RUN: sed 's/ coro_elide_safe//' %t.marked.ll > %t.ll
; RUN: %if since-22 %{ opt -verify-each -passes='coro-early,gc-coro-split,await-size,coro-cleanup' -S %t.marked.ll | FileCheck %s %}
; RUN: opt -verify-each -passes='coro-early,gc-coro-split,await-size,coro-cleanup' -S %t.ll | FileCheck %s

; CHECK-LABEL: define ptr @child(

; Nothing suspends in it: the block of the suspend point is never run.
; CHECK-LABEL: define i8 @never.suspends()
; CHECK-NOT:     llvm.coro.suspend
; CHECK:         ret i8 0
define ptr @child() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i8 @never.suspends() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %bytes = call i64 @gc.coro.size.bytes(ptr @child)
  br i1 false, label %never, label %end

never:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  ret i8 0

end:
  ret i8 0
}

; A frame has more than a byte and less than a million: one of two suspend points is never run, and neither is the marked call there.
; CHECK-LABEL: define ptr @decided()
; CHECK-NOT:     @child
; CHECK:         ret ptr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @decided.resume(
; CHECK:         call void @note(i64 1)
; CHECK-NOT:     call void @note(i64 2)
; CHECK:         ret void
declare void @note(i64)
declare i64 @gc.coro.size.bytes(ptr)

define ptr @decided() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %bytes = call i64 @gc.coro.size.bytes(ptr @child)
  %small = icmp ult i64 %bytes, 1000000
  br i1 %small, label %inside, label %outside

inside:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %first
                                  i8 1, label %cleanup ]

first:
  call void @note(i64 1)
  br label %cleanup

outside:
  %other = call ptr @child() coro_elide_safe
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %second
                                  i8 1, label %cleanup ]

second:
  call void @note(i64 2)
  call void @llvm.coro.destroy(ptr %other)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
