; A list of allocas that a loop makes; nothing says that it is not used after the suspend.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: in function 'f': the alloca 'node' is executed again while an earlier one may still be used after the suspend point
; CHECK-NEXT: %node = alloca { ptr, i64 }
; CHECK-NEXT: {{^}}note: the frame has one slot for it{{$}}
; CHECK-NEXT: {{^}}help: move it to the entry block, end its lifetime with llvm.lifetime.end before it is executed again, or allocate on the heap{{$}}

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
  br label %make

make:
  %i = phi i64 [ 0, %begin ], [ %j, %make ]
  %last = phi ptr [ null, %begin ], [ %node, %make ]
  %node = alloca { ptr, i64 }
  store ptr %last, ptr %node
  call void @keep(ptr %node)
  %j = add i64 %i, 1
  %more = icmp ult i64 %j, %n
  br i1 %more, label %make, label %made

made:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]

on:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
