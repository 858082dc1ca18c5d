; A call marked coro_elide_safe: the frame that it makes is inside the
; caller's, which is destroyed at each of its suspend points and destroys the
; other with it. The last line counts the allocations.
;
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s

; CHECK-NOT:  {{.+}}
; CHECK:      say caller
; CHECK-NEXT: print 10
; CHECK-NEXT: print -10
; CHECK-NEXT: say caller
; CHECK-NEXT: print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print -10
; CHECK-NEXT: say caller
; CHECK-NEXT: print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print 500
; CHECK-NEXT: print -10
; CHECK-NEXT: say caller
; CHECK-NEXT: print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print 500
; CHECK-NEXT: print -10
; GC-NEXT:    print 4
; APART-NEXT: print 8
; CHECK-NOT:  {{.+}}

@allocations = global i32 0

define ptr @take(i64 %size, i64 %align) noinline {
entry:
  %count = load i32, ptr @allocations
  %more = add i32 %count, 1
  store i32 %more, ptr @allocations
  %memory = call ptr @allocate(i64 %size, i64 %align)
  ret ptr %memory
}

define ptr @leaf(i32 %n) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @take(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %a = call i32 @opaque(i32 %n)
  call void @print(i32 %a)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %b = add i32 %a, 1
  call void @print(i32 %b)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  %c = sub i32 0, %a
  call void @print(i32 %c)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @caller(i32 %n) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @take(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %child = call ptr @leaf(i32 %n) coro_elide_safe
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.coro.resume(ptr %child)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %done = call i1 @llvm.coro.done(ptr %child)
  %result = select i1 %done, i32 500, i32 600
  call void @print(i32 %result)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  call void @llvm.coro.destroy(ptr %child)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

@text = private constant [7 x i8] c"caller\00"

; Resumed 0, 1, 2 and 3 times; after the third time it is gone.
define i32 @main() {
entry:
  br label %loop

loop:
  %times = phi i32 [ 0, %entry ], [ %times.next, %next ]
  call void @say(ptr @text)
  %hdl = call ptr @caller(i32 10)
  br label %again

again:
  %i = phi i32 [ 0, %loop ], [ %i.next, %resume ]
  %enough = icmp eq i32 %i, %times
  br i1 %enough, label %end, label %resume

resume:
  call void @llvm.coro.resume(ptr %hdl)
  %i.next = add i32 %i, 1
  br label %again

end:
  %gone = icmp eq i32 %times, 3
  br i1 %gone, label %next, label %destroy

destroy:
  call void @llvm.coro.destroy(ptr %hdl)
  br label %next

next:
  %times.next = add i32 %times, 1
  %more = icmp ult i32 %times.next, 4
  br i1 %more, label %loop, label %exit

exit:
  %count = load i32, ptr @allocations
  call void @print(i32 %count)
  ret i32 0
}
