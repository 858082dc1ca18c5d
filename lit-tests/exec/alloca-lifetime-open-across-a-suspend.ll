; Objects whose lifetimes start before a suspension and that are filled after it stay off the frame. In the resumed function
; both are alive at the same time: code generation must not give them one stack slot.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 3
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %first = alloca [16 x i32]
  %second = alloca [16 x i32]
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
  call void @llvm.lifetime.start.p0(i64 64, ptr %first)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %on
                                  i8 1, label %unfilled ]

on:
  call void @fill(ptr %first, i32 1)
  call void @llvm.lifetime.start.p0(i64 64, ptr %second)
  call void @fill(ptr %second, i32 2)
  call void @show(ptr %first)
  call void @show(ptr %second)
  call void @print(i32 %n)
  %which = call i1 @odd(i32 %n)
  br i1 %which, label %one, label %two

one:
  call void @llvm.lifetime.end.p0(i64 64, ptr %second)
  call void @llvm.lifetime.end.p0(i64 64, ptr %first)
  br label %cleanup

two:
  call void @llvm.lifetime.end.p0(i64 64, ptr %second)
  call void @llvm.lifetime.end.p0(i64 64, ptr %first)
  br label %cleanup

unfilled:
  call void @llvm.lifetime.end.p0(i64 64, ptr %first)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @fill(ptr %to, i32 %v) noinline optnone {
entry:
  store i32 %v, ptr %to
  ret void
}

define void @show(ptr %from) noinline optnone {
entry:
  %v = load i32, ptr %from
  call void @print(i32 %v)
  ret void
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 3)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
