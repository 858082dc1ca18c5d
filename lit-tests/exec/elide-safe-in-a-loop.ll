; A marked call in a loop: each round has its frame in the same place of the
; caller's. The ramp returns the handle with something else. The last line
; counts the allocations.
;
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 0
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print -1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 2
; CHECK-NEXT: print 3
; CHECK-NEXT: print -2
; CHECK-NEXT: print 4
; CHECK-NEXT: print 0
; CHECK-NEXT: print 0
; GC-NEXT:    print 2
; APART-NEXT: print 6
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

define { i32, ptr } @leaf(i32 %n) noinline presplitcoroutine {
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
  %twice = mul i32 %n, 2
  %result.0 = insertvalue { i32, ptr } poison, i32 %twice, 0
  %result.1 = insertvalue { i32, ptr } %result.0, ptr %hdl, 1
  ret { i32, ptr } %result.1
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
  br label %loop

loop:
  %i = phi i32 [ 0, %begin ], [ %next, %done ]
  %task = call { i32, ptr } @leaf(i32 %i) coro_elide_safe
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %resumed
                                  i8 1, label %cleanup ]

resumed:
  %child = extractvalue { i32, ptr } %task, 1
  call void @llvm.coro.resume(ptr %child)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %done
                                  i8 1, label %cleanup ]

done:
  call void @llvm.coro.destroy(ptr %child)
  %twice = extractvalue { i32, ptr } %task, 0
  call void @print(i32 %twice)
  %next = add i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %free, !prof !0

cleanup:
  %to.destroy = extractvalue { i32, ptr } %task, 1
  call void @llvm.coro.destroy(ptr %to.destroy)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Once to its end, once destroyed in the first round.
define i32 @main() {
entry:
  %a = call ptr @caller(i32 3)
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.resume(ptr %a)
  %b = call ptr @caller(i32 3)
  call void @llvm.coro.destroy(ptr %b)
  %count = load i32, ptr @allocations
  call void @print(i32 %count)
  ret i32 0
}

!0 = !{!"branch_weights", i32 1000, i32 1}
