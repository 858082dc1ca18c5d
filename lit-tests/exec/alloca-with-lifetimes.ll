; Two locals with lifetime marks on all paths: one dies before the suspend, the
; other lives across it.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 3
; CHECK-NEXT: print 4
; CHECK-NEXT: print 5
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %x = alloca [8 x i32]
  %y = alloca [8 x i32]
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
  call void @llvm.lifetime.start.p0(i64 32, ptr %x)
  store i32 %n, ptr %x
  call void @keep(ptr %x)
  %v = load i32, ptr %x
  call void @print(i32 %v)
  call void @llvm.lifetime.end.p0(i64 32, ptr %x)
  call void @llvm.lifetime.start.p0(i64 32, ptr %y)
  %n.1 = add i32 %n, 1
  store i32 %n.1, ptr %y
  call void @keep(ptr %y)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %clean.y ]

resumed:
  %w = load i32, ptr %y
  call void @print(i32 %w)
  call void @llvm.lifetime.end.p0(i64 32, ptr %y)
  call void @llvm.lifetime.start.p0(i64 32, ptr %x)
  %n.2 = add i32 %n, 2
  store i32 %n.2, ptr %x
  call void @keep(ptr %x)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %again
                                  i8 1, label %clean.x ]

again:
  %u = load i32, ptr %x
  call void @print(i32 %u)
  call void @llvm.lifetime.end.p0(i64 32, ptr %x)
  br label %cleanup

clean.y:
  call void @llvm.lifetime.end.p0(i64 32, ptr %y)
  br label %cleanup

clean.x:
  call void @llvm.lifetime.end.p0(i64 32, ptr %x)
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
  %hdl = call ptr @f(i32 3)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
