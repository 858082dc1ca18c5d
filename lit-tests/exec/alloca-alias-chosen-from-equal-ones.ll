; A phi and a select before coro.begin choose between equal addresses of a local. They are used
; after it, before and after the suspend: they must mean the place in the frame.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 6
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n, i1 %which) presplitcoroutine {
entry:
  %x = alloca { i64, i32 }
  br i1 %which, label %one, label %two

one:
  %alias.1 = getelementptr { i64, i32 }, ptr %x, i32 0, i32 1
  br label %join

two:
  %alias.2 = getelementptr i8, ptr %x, i64 8
  br label %join

join:
  %same = phi ptr [ %x, %one ], [ %x, %two ]
  %alias.3 = phi ptr [ %alias.1, %one ], [ %alias.2, %two ]
  %alias.4 = getelementptr { i64, i32 }, ptr %same, i32 0, i32 1
  %alias = select i1 %which, ptr %alias.3, ptr %alias.4
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %join ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  store i32 %n, ptr %alias
  call void @keep(ptr %x)
  %field = getelementptr { i64, i32 }, ptr %x, i32 0, i32 1
  %v = load i32, ptr %field
  call void @print(i32 %v)
  %v.1 = add i32 %v, 1
  store i32 %v.1, ptr %field
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %w = load i32, ptr %alias
  call void @print(i32 %w)
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
  %hdl = call ptr @f(i32 5, i1 true)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
