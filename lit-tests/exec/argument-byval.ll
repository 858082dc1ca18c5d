; A byval argument: the pointee is the callee's own and must move into the frame,
; with its alignment.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 6
; CHECK-NEXT: print 5
; CHECK-NEXT: print 6
; CHECK-NOT:  {{.+}}

%pair = type { i32, i32 }

define ptr @f(ptr byval(%pair) align 8 %p) presplitcoroutine {
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
  %a = load i32, ptr %p
  call void @print(i32 %a)
  %p1 = getelementptr %pair, ptr %p, i32 0, i32 1
  %b = load i32, ptr %p1
  call void @print(i32 %b)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %c = load i32, ptr %p
  call void @print(i32 %c)
  %q1 = getelementptr %pair, ptr %p, i32 0, i32 1
  %d = load i32, ptr %q1
  call void @print(i32 %d)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @start() noinline {
entry:
  %pair = alloca %pair, align 8
  store i32 5, ptr %pair
  %second = getelementptr %pair, ptr %pair, i32 0, i32 1
  store i32 6, ptr %second
  %hdl = call ptr @f(ptr byval(%pair) align 8 %pair)
  ret ptr %hdl
}

define void @scribble() noinline {
entry:
  %junk = alloca [256 x i8], align 16
  call void @llvm.memset.p0.i64(ptr %junk, i8 -1, i64 256, i1 true)
  ret void
}

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

define i32 @main() {
entry:
  %hdl = call ptr @start()
  call void @scribble()
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
