; coro.await.suspend.handle: the wrapper names the coroutine that goes on; two
; coroutines hand control to each other, then to the one that does nothing.
;
; REQUIRES: since-19
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 10
; CHECK-NEXT: print 20
; CHECK-NEXT: say main
; CHECK-NEXT: print 11
; CHECK-NEXT: print 21
; CHECK-NEXT: print 12
; CHECK-NEXT: print 22
; CHECK-NEXT: print 13
; CHECK-NEXT: say main
; CHECK-NEXT: print 0
; CHECK-NEXT: print 0
; CHECK-NOT:  {{.+}}

@main.text = private constant [5 x i8] c"main\00"
@handles = global [2 x ptr] zeroinitializer
@turns = global i32 4

; The other one, as long as there are turns; then the noop coroutine.
define ptr @wrapper(ptr %awaiter, ptr %hdl) {
entry:
  %turns = load i32, ptr @turns
  %less = sub i32 %turns, 1
  store i32 %less, ptr @turns
  %last = icmp eq i32 %turns, 0
  br i1 %last, label %stop, label %other

other:
  %me = load i32, ptr %awaiter
  %you = sub i32 1, %me
  %p = getelementptr [2 x ptr], ptr @handles, i32 0, i32 %you
  %h = load ptr, ptr %p
  ret ptr %h

stop:
  %noop = call ptr @llvm.coro.noop()
  ret ptr %noop
}

define ptr @f(i32 %me) presplitcoroutine {
entry:
  %awaiter = alloca i32
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
  store i32 %me, ptr %awaiter
  %me.1 = add i32 %me, 1
  %base = mul i32 %me.1, 10
  call void @print(i32 %base)
  br label %first

first:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %loop
                                  i8 1, label %cleanup ]

loop:
  %i = phi i32 [ 1, %first ], [ %i1, %loop ]
  %v = add i32 %base, %i
  call void @print(i32 %v)
  %i1 = add i32 %i, 1
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.handle(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %cleanup ]

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
  %a = call ptr @f(i32 0)
  store ptr %a, ptr @handles
  %b = call ptr @f(i32 1)
  %second = getelementptr [2 x ptr], ptr @handles, i32 0, i32 1
  store ptr %b, ptr %second
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %a)
  call void @say(ptr @main.text)
  call void @llvm.coro.destroy(ptr %a)
  call void @llvm.coro.destroy(ptr %b)
  call void @print(i32 0)
  call void @print(i32 0)
  ret i32 0
}
