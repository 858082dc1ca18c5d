; One coro.end where the coroutine suspends, one where it is complete, each with
; its own return from the ramp. (LLVM's own split refuses a second coro.end.)
;
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say suspended
; CHECK-NEXT: print 7
; CHECK-NEXT: say complete
; CHECK-NEXT: say complete
; CHECK-NOT:  {{.+}}

@suspended = private constant [10 x i8] c"suspended\00"
@complete = private constant [9 x i8] c"complete\00"

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
  %now = call i1 @odd(i32 %n)
  br i1 %now, label %cleanup, label %wait

wait:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]

resumed:
  call void @print(i32 7)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  call void @say(ptr @complete)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr null

suspended:
  call void @say(ptr @suspended)
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 2)
  call void @llvm.coro.resume(ptr %hdl)
  %null = call ptr @f(i32 1)
  ret i32 0
}
