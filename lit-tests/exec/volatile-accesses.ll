; Volatile accesses of an object in the frame and of a global, and volatile memory intrinsics: none is lost
; or done twice, whoever runs it.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 7
; CHECK-NEXT: print 12
; CHECK-NEXT: data 07 07 07 07
; CHECK-NEXT: print 3
; CHECK-NOT:  {{.+}}

@count = global i32 0
@copy = global [4 x i8] zeroinitializer

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

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
  %x = alloca i32
  %buffer = alloca [4 x i8]
  store volatile i32 %n, ptr %x
  %a = load volatile i32, ptr %x
  call void @llvm.memset.p0.i64(ptr %buffer, i8 7, i64 4, i1 true)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @print(i32 %a)
  %b = load volatile i32, ptr %x
  %c = add i32 %b, 2
  store volatile i32 %c, ptr %x
  %d = load volatile i32, ptr %x
  call void @print(i32 %d)
  %counted = load volatile i32, ptr @count
  %next = add i32 %counted, 1
  store volatile i32 %next, ptr @count
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %e = add i32 %a, %d
  call void @print(i32 %e)
  call void @llvm.memcpy.p0.p0.i64(ptr @copy, ptr %buffer, i64 4, i1 true)
  call void @data(ptr @copy, i64 4)
  %last = load volatile i32, ptr @count
  %total = add i32 %last, 2
  call void @print(i32 %total)
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
