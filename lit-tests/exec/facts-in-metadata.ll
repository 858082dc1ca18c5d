; Loads and calls with facts in metadata (range, nonnull, noundef, align, dereferenceable, invariant.load, tbaa, nontemporal,
; weights): the facts are of those instructions, not of the slots that keep their results.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 200
; CHECK-NEXT: print 5
; CHECK-NEXT: print 17
; CHECK-NEXT: print 6
; CHECK-NEXT: print64 4
; CHECK-NEXT: print 3
; CHECK-NOT:  {{.+}}

@byte = global i8 -56
@constant = constant i32 17, align 8
@pointer = global ptr @constant
@cell = global i32 6

!0 = !{i8 100, i8 0}
!1 = !{}
!2 = !{i64 4}
!3 = !{!4, !4, i64 0}
!4 = !{!"int", !5, i64 0}
!5 = !{!"root"}
!6 = !{i32 1}
!7 = !{i64 1, i64 10}
!8 = !{!"branch_weights", i32 2000, i32 1}

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
  %r = load i8, ptr @byte, !range !0, !noundef !1
  %p = load ptr, ptr @pointer, !nonnull !1, !dereferenceable !2, !align !2, !noundef !1
  %inv = load i32, ptr %p, !invariant.load !1, !tbaa !3
  %nt = load i32, ptr @cell, !nontemporal !6
  store i32 %n, ptr @cell, !nontemporal !6, !tbaa !3
  %c = call i64 @opaque64(i64 4), !range !7
  %likely = icmp ugt i32 %n, 3
  br i1 %likely, label %yes, label %no, !prof !8

yes:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %join.yes
                                  i8 1, label %cleanup ]

join.yes:
  br label %join

no:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %join.no
                                  i8 1, label %cleanup ]

join.no:
  br label %join

join:
  %what = phi i32 [ 3, %join.yes ], [ 4, %join.no ]
  %r.n = zext i8 %r to i32
  call void @print(i32 %r.n)
  %now = load i32, ptr @cell, !tbaa !3
  call void @print(i32 %now)
  call void @print(i32 %inv)
  call void @print(i32 %nt)
  call void @print64(i64 %c)
  %sel = select i1 %likely, i32 3, i32 %what, !prof !8, !unpredictable !1
  call void @print(i32 %sel)
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
