; The document's Python generator: starts suspended, yields by the promise, ends
; at a final suspend point; next() is written as the document shows.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print -1
; CHECK-NOT:  {{.+}}

define ptr @coroutine(i32 %n) presplitcoroutine {
entry:
  %current = alloca i32
  %id = call token @llvm.coro.id(i32 0, ptr %current, ptr null, ptr null)
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
  %initial = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %initial, label %suspend [ i8 0, label %loop
                                       i8 1, label %cleanup ]

loop:
  %i = phi i32 [ 0, %begin ], [ %inc, %step ]
  %more = icmp slt i32 %i, %n
  br i1 %more, label %yield, label %stop

yield:
  store i32 %i, ptr %current
  %yielded = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %yielded, label %suspend [ i8 0, label %step
                                       i8 1, label %cleanup ]

step:
  %inc = add i32 %i, 1
  br label %loop

stop:
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %trap
                                       i8 1, label %cleanup ]

trap:
  call void @llvm.trap()
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; The next value, or -1 for StopIteration.
define i32 @next(ptr %hdl) {
entry:
  call void @llvm.coro.resume(ptr %hdl)
  %done = call i1 @llvm.coro.done(ptr %hdl)
  br i1 %done, label %end, label %value

value:
  %promise = call ptr @llvm.coro.promise(ptr %hdl, i32 4, i1 false)
  %current = load i32, ptr %promise
  ret i32 %current

end:
  ret i32 -1
}

define i32 @main() {
entry:
  %hdl = call ptr @coroutine(i32 3)
  br label %again

again:
  %value = call i32 @next(ptr %hdl)
  call void @print(i32 %value)
  %last = icmp eq i32 %value, -1
  br i1 %last, label %end, label %again

end:
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
