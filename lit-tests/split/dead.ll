; From LLVM 23 on the resume and the destroy clone ask whether the frame is their own, by the frame alone, and say where it ends: LLVM's
; coro-elide looks for both, and its coro-cleanup lowers them. The cleanup clone knows the answer.
;
; REQUIRES: since-23
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck %s
; RUN: %spell %s | %split-then'coro-cleanup' | FileCheck --check-prefix=CLEAN %s
; RUN: %spell %s | opt -S -passes='default<O0>' -gc-coro-split-all | FileCheck --check-prefix=CLEAN %s

; CHECK-LABEL: define internal void @f.resume(
; CHECK:       call ptr @llvm.coro.free(token none, ptr %frame)
; CHECK:       call void @llvm.coro.dead(ptr %frame)
; CHECK-LABEL: define internal void @f.destroy(
; CHECK:       call ptr @llvm.coro.free(token none, ptr %frame)
; CHECK:       call void @llvm.coro.dead(ptr %frame)
; CHECK-LABEL: define internal void @f.cleanup(
; CHECK-NOT:   call {{.*}}@llvm.coro.

; CLEAN-NOT:   call {{.*}}@llvm.coro.

@freed = private constant [6 x i8] c"freed\00"

declare void @llvm.coro.dead(ptr)

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  call void @print(i32 0)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  %is.own = icmp ne ptr %to.free, null
  br i1 %is.own, label %free, label %end

free:
  call void @say(ptr @freed)
  call void @deallocate(ptr %to.free)
  br label %end

end:
  call void @llvm.coro.dead(ptr %hdl)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
