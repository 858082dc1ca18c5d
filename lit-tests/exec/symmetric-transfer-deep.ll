; A million transfers from coroutine to coroutine: as tail calls they need no
; stack. Without them the program runs out of its stack of 8 MB.
;
; REQUIRES: since-19
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1000000
; CHECK-NOT:  {{.+}}

@count = global i32 0

; Counts; hands over to the other coroutine until there were a million.
define ptr @wrapper(ptr %other, ptr %hdl) {
entry:
  %count = load i32, ptr @count
  %more = add i32 %count, 1
  store i32 %more, ptr @count
  %enough = icmp eq i32 %more, 1000000
  br i1 %enough, label %stop, label %go

go:
  %next = load ptr, ptr %other
  ret ptr %next

stop:
  %noop = call ptr @llvm.coro.noop()
  ret ptr %noop
}

define ptr @f(ptr %other) presplitcoroutine {
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
  %started = load ptr, ptr %other
  %alone = icmp eq ptr %started, null
  br i1 %alone, label %first, label %transfer

first:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %loop.again
                                  i8 1, label %cleanup ]

transfer:
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.handle(ptr %other, ptr %hdl, ptr @wrapper)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %loop.again
                                  i8 1, label %cleanup ]

loop.again:
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

@a = global ptr null
@b = global ptr null

define i32 @main() {
entry:
  %ha = call ptr @f(ptr @b)
  %hb = call ptr @f(ptr @a)
  store ptr %ha, ptr @a
  store ptr %hb, ptr @b
  call void @llvm.coro.resume(ptr %ha)
  %n = load i32, ptr @count
  call void @print(i32 %n)
  call void @llvm.coro.destroy(ptr %ha)
  call void @llvm.coro.destroy(ptr %hb)
  ret i32 0
}
