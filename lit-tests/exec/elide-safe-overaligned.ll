; A marked call of a coroutine with a frame that is aligned to 64 bytes: so is
; its place in the caller's frame. The last line counts the allocations.
;
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s

; CHECK-NOT:  {{.+}}
; CHECK:      aligned
; CHECK-NEXT: print 1
; CHECK-NEXT: aligned
; CHECK-NEXT: print 1
; CHECK-NEXT: print 77
; CHECK-NEXT: aligned
; CHECK-NEXT: print 1
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

define ptr @leaf() noinline presplitcoroutine {
entry:
  %wide = alloca [64 x i8], align 64
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
  call void @keep(ptr %wide)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %free ]

one:
  call void @check_aligned(ptr %wide, i64 64)
  %kept = call ptr @kept()
  %same = icmp eq ptr %kept, %wide
  %shown = zext i1 %same to i32
  call void @print(i32 %shown)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @caller(i8 %n) noinline presplitcoroutine {
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
  %a = call ptr @leaf() coro_elide_safe
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.destroy(ptr %a)
  %b = call ptr @leaf() coro_elide_safe
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.coro.resume(ptr %b)
  %wide = zext i8 %n to i32
  call void @print(i32 %wide)
  br label %cleanup

cleanup:
  call void @llvm.coro.destroy(ptr %b)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %a = call ptr @caller(i8 77)
  call void @llvm.coro.resume(ptr %a)
  %b = call ptr @caller(i8 78)
  call void @llvm.coro.destroy(ptr %b)
  %count = load i32, ptr @allocations
  call void @print(i32 %count)
  ret i32 0
}
