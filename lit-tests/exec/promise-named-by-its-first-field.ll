; llvm.coro.id names the promise by the address of its first field.
;
; The verifier of LLVM 23 refuses such a promise.
; UNSUPPORTED: since-23
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 22
; CHECK-NEXT: print 333
; CHECK-NEXT: print 22
; CHECK-NEXT: print 1
; CHECK-NEXT: print 22
; CHECK-NEXT: print 444
; CHECK-NEXT: print 22
; CHECK-NOT:  {{.+}}

%promise = type { i8, [3 x i64], i32 }

define ptr @f(i8 %a, i64 %b, i32 %c) presplitcoroutine {
entry:
  %p = alloca %promise
  %first = getelementptr inbounds %promise, ptr %p, i64 0, i32 0
  %id = call token @llvm.coro.id(i32 0, ptr %first, ptr null, ptr null)
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
  %p.b = getelementptr %promise, ptr %p, i32 0, i32 1, i32 2
  %p.c = getelementptr %promise, ptr %p, i32 0, i32 2
  store i8 %a, ptr %p
  store i64 %b, ptr %p.b
  store i32 %c, ptr %p.c
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %more
                                  i8 1, label %cleanup ]

more:
  %c.old = load i32, ptr %p.c
  %c.new = add i32 %c.old, 111
  store i32 %c.new, ptr %p.c
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  %b.end = load i64, ptr %p.b
  %b.32 = trunc i64 %b.end to i32
  call void @print(i32 %b.32)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @look(ptr %hdl) {
entry:
  %p = call ptr @llvm.coro.promise(ptr %hdl, i32 8, i1 false)
  %a = load i8, ptr %p
  %a.32 = zext i8 %a to i32
  call void @print(i32 %a.32)
  %p.b = getelementptr %promise, ptr %p, i32 0, i32 1, i32 2
  %b = load i64, ptr %p.b
  %b.32 = trunc i64 %b to i32
  call void @print(i32 %b.32)
  %p.c = getelementptr %promise, ptr %p, i32 0, i32 2
  %c = load i32, ptr %p.c
  call void @print(i32 %c)
  ret void
}

define i32 @main() {
entry:
  %first = call ptr @f(i8 1, i64 22, i32 333)
  call void @look(ptr %first)
  call void @llvm.coro.destroy(ptr %first)
  %hdl = call ptr @f(i8 1, i64 22, i32 333)
  call void @llvm.coro.resume(ptr %hdl)
  call void @look(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
