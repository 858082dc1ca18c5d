; The same as JSON, for programs.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames;json>' -disable-output > %t.json
; RUN: %python %inputs/frames.py %t.json | FileCheck %s

; CHECK: gen size=80 align=16
; CHECK-NEXT: suspend 0 final=False
; CHECK-NEXT: suspend 1 final=False
; CHECK-NEXT: 0 8 resume resume [0, 1]
; CHECK-NEXT: 8 8 destroy destroy [0, 1]
; CHECK-NEXT: 16 8 promise current [0, 1]
; CHECK-DAG: [[SHARED:[0-9]+]] 8 value first [0]
; CHECK-DAG: [[SHARED]] 8 value second [1]
; CHECK-DAG: {{[0-9]+}} 40 alloca buffer [0, 1]
; CHECK: final size={{[0-9]+}} align=8
; CHECK-NEXT: suspend 0 final=False
; CHECK-NEXT: suspend 1 final=True

define ptr @gen(i32 %n, ptr %p) presplitcoroutine {
entry:
  %current = alloca i64
  %buffer = alloca [40 x i8], align 16
  %id = call token @llvm.coro.id(i32 0, ptr %current, ptr null, ptr null)
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
  call void @keep(ptr %buffer)
  %first = call i64 @opaque64(i64 1)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]
r1:
  call void @print64(i64 %first)
  %second = call i64 @opaque64(i64 2)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]
r2:
  call void @print64(i64 %second)
  call void @print(i32 %n)
  call void @data(ptr %buffer, i64 40)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @final(i32 %n) presplitcoroutine {
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
  %first = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %first, label %suspend [ i8 0, label %end
                                     i8 1, label %cleanup ]

end:
  call void @print(i32 %n)
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %trap
                                       i8 1, label %cleanup ]

trap:
  call void @llvm.trap()
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
