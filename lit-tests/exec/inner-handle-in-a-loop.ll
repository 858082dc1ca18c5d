; A loop makes an inlined coroutine in each turn and destroys it after a suspend of the outer one.
;
; UNSUPPORTED: reference
; RUN: %run-split gc-inlined %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NOT:  {{.+}}

@inner.resumers = private constant [3 x ptr] [ptr @inner.resume, ptr @inner.destroy, ptr @inner.destroy]
declare ptr @llvm.coro.subfn.addr(ptr, i8)

define internal fastcc void @inner.resume(ptr %frame) {
  call void @print(i32 1)
  ret void
}

define internal fastcc void @inner.destroy(ptr %frame) {
  call void @print(i32 2)
  call void @deallocate(ptr %frame)
  ret void
}

define internal ptr @inner.ramp() {
  ret ptr null
}

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
  br label %loop

loop:
  %i = phi i64 [ 0, %begin ], [ %j, %on ]
  %id.inner = call token @llvm.coro.id(i32 0, ptr null, ptr @inner.ramp, ptr @inner.resumers)
  %need.inner = call i1 @llvm.coro.alloc(token %id.inner)
  br i1 %need.inner, label %alloc.inner, label %begin.inner

alloc.inner:
  %mem.inner = call ptr @allocate(i64 24, i64 8)
  br label %begin.inner

begin.inner:
  %frame.inner = phi ptr [ null, %loop ], [ %mem.inner, %alloc.inner ]
  %hdl.inner = call noalias nonnull ptr @llvm.coro.begin(token %id.inner, ptr %frame.inner)
  store ptr @inner.resume, ptr %hdl.inner
  %destroy.addr = getelementptr i8, ptr %hdl.inner, i64 8
  store ptr @inner.destroy, ptr %destroy.addr
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  %resume = call ptr @llvm.coro.subfn.addr(ptr %hdl.inner, i8 0)
  call fastcc void %resume(ptr %hdl.inner)
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %hdl.inner, i8 1)
  call fastcc void %destroy(ptr %hdl.inner)
  %j = add i64 %i, 1
  %more = icmp ult i64 %j, 2
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
  %hdl = call ptr @f(i64 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
