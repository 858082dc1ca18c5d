; The result of the second suspend is not looked at: suspended, resumed and
; destroyed, the coroutine goes on after it to a third one. Destroying at the first
; goes there as well, so the destroy clone computes the value that the others keep
; and passes two saves, but has no use of it: that is in the resumed code only.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s

; CHECK: print 7
; CHECK-NEXT: print 20
; CHECK-NEXT: print 22
; CHECK-NOT: {{.}}

define ptr @f(i1 %which, i32 %n) presplitcoroutine {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %loop
                                  i8 1, label %loop ]

loop:
  %i = phi i32 [ %n, %begin ], [ %n, %begin ], [ %i.next, %again ]
  br i1 %which, label %left, label %right

left:
  %l = call i32 @plus(i32 %i, i32 0)
  br label %join

right:
  %r = call i32 @plus(i32 %i, i32 1)
  br label %join

join:
  %v = phi i32 [ %l, %left ], [ %r, %right ]
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  br label %next

next:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  call void @print(i32 %v)
  %i.next = add i32 %i, 2
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @plus(i32 %a, i32 %b) noinline optnone {
  %c = add i32 %a, %b
  ret i32 %c
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i1 true, i32 7)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  %other = call ptr @f(i1 true, i32 20)
  call void @llvm.coro.destroy(ptr %other)
  call void @llvm.coro.resume(ptr %other)
  call void @llvm.coro.resume(ptr %other)
  call void @llvm.coro.destroy(ptr %other)
  ret i32 0
}
