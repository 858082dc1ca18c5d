; A tail call that must be one, with the signature of the ramp, after the suspend.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the musttail call of 'other' runs after the suspend point
; CHECK-NEXT: %r = musttail call ptr @other(i64 %n)
; CHECK-NEXT: {{^}}note: there it is in a function '{{(fastcc )?}}void (ptr)', whose signature is another{{$}}
; CHECK-NEXT: {{^}}help: drop musttail, or call a function '{{(fastcc )?}}void (ptr)'{{$}}

declare ptr @other(i64)

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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  %c = icmp eq i64 %n, 6
  br i1 %c, label %tail, label %cleanup

tail:
  %r = musttail call ptr @other(i64 %n)
  ret ptr %r

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
