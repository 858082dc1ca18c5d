; A value computed from the variable of an outer loop, used in an inner loop whose await suspends in one turn only. The resumed
; activation finds it computed already and computes it itself in later turns: each use gets that of its own turn.
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
; CHECK-NEXT: print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: print 12
; CHECK-NEXT: print 20
; CHECK-NEXT: print 21
; CHECK-NEXT: print 22
; CHECK-NOT:  {{.+}}

define ptr @f(i64 %n) presplitcoroutine {
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
  br label %outer

outer:
  %i = phi i64 [ 0, %begin ], [ %i.next, %latch ]
  %row = mul i64 %i, 10
  br label %inner

inner:
  %j = phi i64 [ 0, %outer ], [ %j.next, %continue ]
  %cell = add i64 %row, %j
  %shown = trunc i64 %cell to i32
  call void @print(i32 %shown)
  %save = call token @llvm.coro.save(ptr null)
  %seen = call i64 @opaque64(i64 %cell)
  %waits = icmp eq i64 %seen, 1
  br i1 %waits, label %wait, label %continue

wait:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %continue
                                 i8 1, label %cleanup ]

continue:
  %j.next = add i64 %j, 1
  %more = icmp ult i64 %j.next, 3
  br i1 %more, label %inner, label %latch

latch:
  %i.next = add i64 %i, 1
  %more.rows = icmp ult i64 %i.next, %n
  br i1 %more.rows, label %outer, label %end

end:
  %final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %final, label %suspend [ i8 0, label %never
                                     i8 1, label %cleanup ]

never:
  unreachable

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
  %hdl = call ptr @f(i64 3)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
