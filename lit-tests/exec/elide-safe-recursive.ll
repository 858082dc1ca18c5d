; A coroutine with a marked call of itself: no frame can contain itself, so each
; has its own. The same for two that call each other.
;
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 2
; CHECK-NEXT: print 1
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 0
; GC-NEXT:    print 6
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

define ptr @down(i32 %n) noinline presplitcoroutine {
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
  call void @print(i32 %n)
  %last = icmp eq i32 %n, 0
  br i1 %last, label %end, label %deeper, !prof !0

deeper:
  %less = sub i32 %n, 1
  %child = call ptr @down(i32 %less) coro_elide_safe
  call void @llvm.coro.destroy(ptr %child)
  br label %end

end:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @ping(i32 %n) noinline presplitcoroutine {
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
  call void @print(i32 %n)
  %last = icmp eq i32 %n, 0
  br i1 %last, label %end, label %deeper, !prof !0

deeper:
  %less = sub i32 %n, 1
  %child = call ptr @pong(i32 %less) coro_elide_safe
  call void @llvm.coro.destroy(ptr %child)
  br label %end

end:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @pong(i32 %n) noinline presplitcoroutine {
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
  %child = call ptr @ping(i32 %n) coro_elide_safe
  call void @llvm.coro.destroy(ptr %child)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

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
  %a = call ptr @down(i32 2)
  call void @llvm.coro.destroy(ptr %a)
  %b = call ptr @ping(i32 1)
  call void @llvm.coro.destroy(ptr %b)
  %count = load i32, ptr @allocations
  call void @print(i32 %count)
  ret i32 0
}

!0 = !{!"branch_weights", i32 1, i32 1000}
