; Structs built and taken apart, selects between them, and switches over what came out, across suspensions and in a loop.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 10
; CHECK-NEXT: print 7
; CHECK-NEXT: print 2
; CHECK-NEXT: print 20
; CHECK-NEXT: print 7
; CHECK-NEXT: print 3
; CHECK-NEXT: print 30
; CHECK-NEXT: print 7
; CHECK-NOT:  {{.+}}

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
  br label %loop

loop:
  %i = phi i32 [ 1, %begin ], [ %i.next, %last ]
  %state = phi { i32, [2 x i64], { i8, float } } [ zeroinitializer, %begin ], [ %next.state, %last ]
  %with = insertvalue { i32, [2 x i64], { i8, float } } %state, i32 %i, 0
  %odd = call i1 @odd(i32 %i)
  %chosen = select i1 %odd, { i32, [2 x i64], { i8, float } } %with, { i32, [2 x i64], { i8, float } } %with
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %k = extractvalue { i32, [2 x i64], { i8, float } } %chosen, 0
  switch i32 %k, label %other [ i32 1, label %ten
                                i32 2, label %twenty ]

ten:
  br label %printed

twenty:
  br label %printed

other:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %thirty
                                  i8 1, label %cleanup ]

thirty:
  br label %printed

printed:
  %d = phi i32 [ 10, %ten ], [ 20, %twenty ], [ 30, %thirty ]
  call void @print(i32 %k)
  call void @print(i32 %d)
  %inner = insertvalue { i32, [2 x i64], { i8, float } } %chosen, i8 7, 2, 0
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %last
                                  i8 1, label %cleanup ]

last:
  %seven = extractvalue { i32, [2 x i64], { i8, float } } %inner, 2, 0
  %seven.n = zext i8 %seven to i32
  call void @print(i32 %seven.n)
  %next.state = insertvalue { i32, [2 x i64], { i8, float } } %inner, i64 1, 1, 1
  %i.next = add i32 %i, 1
  %more = icmp ult i32 %i.next, 4
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
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
