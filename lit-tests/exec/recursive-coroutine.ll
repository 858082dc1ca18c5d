; A coroutine that makes another one of itself and resumes it between its own
; suspends: a generator over a tree of depth n.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 1
; CHECK-NEXT: print 3
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 1
; CHECK-NEXT: print 1
; CHECK-NOT:  {{.+}}

; Yields the ruler sequence by the promise; starts suspended.
define ptr @ruler(i32 %n) presplitcoroutine {
entry:
  %current = alloca i32
  %id = call token @llvm.coro.id(i32 0, ptr %current, ptr null, ptr null)
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
  %initial = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %initial, label %suspend [ i8 0, label %start
                                       i8 1, label %cleanup ]

start:
  %leaf = icmp eq i32 %n, 0
  br i1 %leaf, label %end, label %left

left:
  %n.1 = sub i32 %n, 1
  %sub1 = call ptr @ruler(i32 %n.1)
  br label %left.loop

left.loop:
  call void @llvm.coro.resume(ptr %sub1)
  %done1 = call i1 @llvm.coro.done(ptr %sub1)
  br i1 %done1, label %middle, label %left.yield

left.yield:
  %p1 = call ptr @llvm.coro.promise(ptr %sub1, i32 4, i1 false)
  %v1 = load i32, ptr %p1
  store i32 %v1, ptr %current
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %left.loop
                                  i8 1, label %drop1 ]

middle:
  call void @llvm.coro.destroy(ptr %sub1)
  store i32 %n, ptr %current
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %right
                                  i8 1, label %cleanup ]

right:
  %sub2 = call ptr @ruler(i32 %n.1)
  br label %right.loop

right.loop:
  call void @llvm.coro.resume(ptr %sub2)
  %done2 = call i1 @llvm.coro.done(ptr %sub2)
  br i1 %done2, label %right.end, label %right.yield

right.yield:
  %p2 = call ptr @llvm.coro.promise(ptr %sub2, i32 4, i1 false)
  %v2 = load i32, ptr %p2
  store i32 %v2, ptr %current
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %right.loop
                                  i8 1, label %drop2 ]

right.end:
  call void @llvm.coro.destroy(ptr %sub2)
  br label %end

end:
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %trap
                                       i8 1, label %cleanup ]

trap:
  call void @llvm.trap()
  unreachable

drop1:
  call void @llvm.coro.destroy(ptr %sub1)
  br label %cleanup

drop2:
  call void @llvm.coro.destroy(ptr %sub2)
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
  %hdl = call ptr @ruler(i32 3)
  br label %loop

loop:
  call void @llvm.coro.resume(ptr %hdl)
  %done = call i1 @llvm.coro.done(ptr %hdl)
  br i1 %done, label %out, label %value

value:
  %p = call ptr @llvm.coro.promise(ptr %hdl, i32 4, i1 false)
  %v = load i32, ptr %p
  call void @print(i32 %v)
  br label %loop

out:
  call void @llvm.coro.destroy(ptr %hdl)
  %partial = call ptr @ruler(i32 3)
  call void @llvm.coro.resume(ptr %partial)
  %q = call ptr @llvm.coro.promise(ptr %partial, i32 4, i1 false)
  %w = load i32, ptr %q
  call void @print(i32 %w)
  call void @llvm.coro.destroy(ptr %partial)
  ret i32 0
}
