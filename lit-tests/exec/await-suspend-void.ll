; coro.await.suspend.void: the wrapper gets the awaiter and the frame; it resumes
; the coroutine at once in one case.
;
; REQUIRES: since-19
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: say wrapper
; CHECK-NEXT: print 2
; CHECK-NEXT: say wrapper
; CHECK-NEXT: print 4
; CHECK-NEXT: print 3
; CHECK-NOT:  {{.+}}

@wrapper.text = private constant [8 x i8] c"wrapper\00"

; Resumes at once where the awaiter holds 1.
define void @wrapper(ptr %awaiter, ptr %hdl) {
entry:
  call void @say(ptr @wrapper.text)
  %v = load i32, ptr %awaiter
  %now = icmp eq i32 %v, 1
  br i1 %now, label %resume, label %leave

resume:
  call void @llvm.coro.resume(ptr %hdl)
  ret void

leave:
  ret void
}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %awaiter = alloca i32
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
  call void @print(i32 1)
  store i32 %n, ptr %awaiter
  %save1 = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s1 = call i8 @llvm.coro.suspend(token %save1, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  call void @print(i32 2)
  store i32 7, ptr %awaiter
  %save2 = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s2 = call i8 @llvm.coro.suspend(token %save2, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %three
                                  i8 1, label %cleanup ]

three:
  call void @print(i32 3)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 1)
  call void @print(i32 4)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
