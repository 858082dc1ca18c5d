; What operand bundles of an assumption say of an object or value (alignment, not null, dereferenceable) stays true where
; the object moves to the frame.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      aligned
; CHECK-NEXT: print 5
; CHECK-NEXT: print 6
; CHECK-NEXT: print 1
; CHECK-NOT:  {{.+}}

@cell = global i32 6

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
  %a = alloca i32, align 64
  store i32 %n, ptr %a
  call void @llvm.assume(i1 true) [ "align"(ptr %a, i64 64), "nonnull"(ptr %a), "dereferenceable"(ptr %a, i64 4) ]
  %small = icmp ult i32 %n, 100
  call void @llvm.assume(i1 %small)
  %p = call ptr @opaque_ptr(ptr @cell)
  call void @llvm.assume(i1 true) [ "align"(ptr %p, i64 4), "nonnull"(ptr %p), "noundef"(ptr %p) ]
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.assume(i1 true) [ "align"(ptr %a, i64 64) ]
  call void @check_aligned(ptr %a, i64 64)
  %v = load i32, ptr %a, align 64
  call void @print(i32 %v)
  call void @llvm.assume(i1 true) [ "cold"(), "dereferenceable"(ptr %p, i64 4) ]
  %c = load i32, ptr %p, align 4
  call void @print(i32 %c)
  %is = icmp ult i32 %n, 100
  %is.n = zext i1 %is to i32
  call void @print(i32 %is.n)
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
  ret i32 0
}
