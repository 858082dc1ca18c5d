; A quotient is computed again from its divisor only where that is in the frame: in another state, the slot
; holds a zero.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 12
; CHECK-NEXT: print 1
; CHECK-NEXT: print 6
; CHECK-NEXT: print 2
; CHECK-NEXT: print 4
; CHECK-NEXT: print 3
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
  %z = call i32 @opaque(i32 0)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %zero
                                  i8 1, label %cleanup ]

zero:
  call void @print(i32 %z)
  br label %loop

loop:
  %i = phi i32 [ 1, %zero ], [ %i.next, %again ]
  %d = call i32 @opaque(i32 %i)
  %q = sdiv i32 %n, %d
  %odd = call i1 @odd(i32 %d)
  br i1 %odd, label %here, label %there

here:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

there:
  %save = call token @llvm.coro.save(ptr null)
  call void @keep(ptr %hdl)
  %left = add i32 %q, %d
  %ignored = call i32 @opaque(i32 %left)
  %s9 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s9, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  call void @print(i32 %q)
  call void @print(i32 %d)
  %i.next = add i32 %i, 1
  %more = icmp ule i32 %i.next, 3
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
  %hdl = call ptr @f(i32 12)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
