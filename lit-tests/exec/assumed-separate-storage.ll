; Two objects that are said to be in separate storage both move to the frame, which is one storage: accesses of
; them are not confused with other accesses of the frame.
;
; LLVM's own split leaves the assumption, and reads 7 twice.
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 7
; CHECK-NEXT: print 5
; CHECK-NEXT: print 12
; CHECK-NEXT: print 9
; CHECK-NOT:  {{.+}}

declare void @llvm.assume(i1)

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
  %a = alloca [2 x i32]
  %b = alloca [2 x i32]
  store i32 %n, ptr %a
  call void @llvm.assume(i1 true) [ "separate_storage"(ptr %a, ptr %b) ]
  store i32 7, ptr %b
  call void @keep(ptr %a)
  call void @keep(ptr %b)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.assume(i1 true) [ "separate_storage"(ptr %a, ptr %b) ]
  %i = call i64 @opaque64(i64 0)
  %at = getelementptr i32, ptr %b, i64 %i
  %x = load i32, ptr %b
  store i32 %n, ptr %at
  %y = load i32, ptr %b
  call void @print(i32 %x)
  call void @print(i32 %y)
  %in.a = getelementptr i32, ptr %a, i64 %i
  store i32 12, ptr %in.a
  %z = load i32, ptr %a
  call void @print(i32 %z)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %j = call i64 @opaque64(i64 1)
  %up = getelementptr i32, ptr %a, i64 %j
  store i32 8, ptr %up
  %second = getelementptr i32, ptr %a, i64 1
  %w = load i32, ptr %second
  %w1 = add i32 %w, 1
  call void @print(i32 %w1)
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
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
