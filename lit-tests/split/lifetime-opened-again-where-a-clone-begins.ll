; The lifetime of %temporary starts before the suspension and its accesses come after: it stays off the frame, and the clones that go on
; from there open the lifetime again. An access of %early may come before its lifetime starts: none of its markers is kept.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s --implicit-check-not='lifetime.{{.*}}%early'

; CHECK-LABEL: define ptr @f(
; CHECK:         %early = alloca i64
; CHECK:         call void @llvm.lifetime.start.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       }

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:         %temporary = alloca i64
; CHECK:         call void @use(ptr %temporary)
; CHECK:         call void @llvm.lifetime.end.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       s.resumed:
; CHECK:         call void @llvm.lifetime.start.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       }

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK:       destroyed:
; CHECK:         call void @llvm.lifetime.end.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       s.destroyed:
; CHECK:         call void @llvm.lifetime.start.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       }

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.cleanup(
; CHECK:       destroyed:
; CHECK:         call void @llvm.lifetime.end.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       s.destroyed:
; CHECK:         call void @llvm.lifetime.start.p0({{(i64 8, )?}}ptr %temporary)
; CHECK:       }

declare void @use(ptr nocapture %p)

define ptr @f(i1 %c) presplitcoroutine {
entry:
  %temporary = alloca i64
  %early = alloca i64
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  br i1 %c, label %started, label %unstarted

started:
  call void @llvm.lifetime.start.p0(i64 8, ptr %early)
  br label %unstarted

unstarted:
  call void @use(ptr %early)
  call void @llvm.lifetime.start.p0(i64 8, ptr %temporary)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %destroyed ]

resumed:
  call void @use(ptr %temporary)
  call void @llvm.lifetime.end.p0(i64 8, ptr %temporary)
  br label %cleanup

destroyed:
  call void @llvm.lifetime.end.p0(i64 8, ptr %temporary)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
