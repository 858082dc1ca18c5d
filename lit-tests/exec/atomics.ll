; Atomic loads, stores, read-modify-writes and fences: each runs once, in its order, and its result
; (a struct, for cmpxchg) is used after suspensions.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 6
; CHECK-NEXT: print 1
; CHECK-NEXT: print 9
; CHECK-NEXT: print 20
; CHECK-NEXT: print 3
; CHECK-NEXT: print 8
; CHECK-NEXT: print 100
; CHECK-NOT:  {{.+}}

@cell = global i32 0
@high = global i32 0
@float = global float 3.0

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
  store atomic i32 %n, ptr @cell seq_cst, align 4
  %old = atomicrmw add ptr @cell, i32 1 acq_rel
  fence release
  %won = cmpxchg ptr @cell, i32 6, i32 9 acq_rel monotonic
  %lost = cmpxchg weak volatile ptr @cell, i32 6, i32 7 seq_cst seq_cst
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  fence acquire
  call void @print(i32 %old)
  %before = extractvalue { i32, i1 } %won, 0
  call void @print(i32 %before)
  %did = extractvalue { i32, i1 } %won, 1
  %did.wide = zext i1 %did to i32
  call void @print(i32 %did.wide)
  %seen = extractvalue { i32, i1 } %lost, 0
  call void @print(i32 %seen)
  br label %loop

loop:
  %i = phi i32 [ 0, %one ], [ %i.next, %again ]
  %r = atomicrmw xchg ptr @cell, i32 %i syncscope("singlethread") monotonic
  %m = atomicrmw umax ptr @high, i32 %r seq_cst
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  %now = load atomic volatile i32, ptr @cell acquire, align 4
  %sum = add i32 %now, %r
  %i.next = add i32 %i, 1
  %more = icmp ult i32 %i.next, 3
  store atomic i32 10, ptr @cell release, align 4
  br i1 %more, label %loop, label %after

after:
  %tmp = atomicrmw fadd ptr @float, float 1.5 seq_cst
  %high = load atomic i32, ptr @high unordered, align 4
  %twenty = add i32 %high, 10
  call void @print(i32 %twenty)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %last
                                  i8 1, label %cleanup ]

last:
  %f = load atomic float, ptr @float seq_cst, align 4
  %f.int = fptosi float %f to i32
  %tmp.int = fptosi float %tmp to i32
  %three = sub i32 %f.int, 1
  call void @print(i32 %three)
  %eight = add i32 %sum, -4
  call void @print(i32 %eight)
  %hundred = mul i32 %tmp.int, 33
  %h2 = add i32 %hundred, 1
  call void @print(i32 %h2)
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
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
