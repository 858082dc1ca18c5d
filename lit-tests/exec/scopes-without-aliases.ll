; Scopes in which pointers do not alias: their declarations are in the ramp and in each clone, in a loop as well, and mean
; one pass through the loop.
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

declare void @llvm.experimental.noalias.scope.decl(metadata)

!0 = distinct !{!0}
!1 = !{!2}
!2 = distinct !{!2, !0}

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
  %y = alloca i32
  call void @keep(ptr %x)
  call void @keep(ptr %y)
  br label %loop

loop:
  %i = phi i32 [ 0, %begin ], [ %i.next, %again ]
  %p = phi ptr [ %x, %begin ], [ %q, %again ]
  %q = phi ptr [ %y, %begin ], [ %p, %again ]
  call void @llvm.experimental.noalias.scope.decl(metadata !1)
  %i.next = add i32 %i, 1
  store i32 %i.next, ptr %p, !alias.scope !1
  store i32 99, ptr %q, !noalias !1
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  store i32 98, ptr %q, !noalias !1
  %v = load i32, ptr %p, !alias.scope !1
  call void @print(i32 %v)
  %more = icmp ult i32 %i.next, 3
  br i1 %more, label %loop, label %cleanup

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
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
