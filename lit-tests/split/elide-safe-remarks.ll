; The callee is split first, wherever it stands; the remarks come in the order
; of the module, and the frame table agrees with them.
;
; REQUIRES: since-21
; RUN: %spell %s | %split -pass-remarks=gc-coro -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames>' -disable-output | FileCheck --check-prefix=TABLE %s

; CHECK:      remark: {{.*}} 'inner' elided in 'outer'
; CHECK-NEXT: remark: {{.*}} 'inner' elided in 'outer'
; CHECK-NEXT: remark: {{.*}} split 'outer': frame of 96 bytes
; CHECK-NEXT: remark: {{.*}} 'leaf' elided in 'inner'
; CHECK-NEXT: remark: {{.*}} split 'inner': frame of 40 bytes
; CHECK-NEXT: remark: {{.*}} split 'leaf': frame of 16 bytes

; TABLE:      frame of 'outer': 96 bytes
; TABLE:      40 alloca   inner.frame
; TABLE:      40 alloca   inner.frame
; TABLE:      frame of 'inner': 40 bytes
; TABLE:      16 alloca   leaf.frame
; TABLE:      frame of 'leaf': 16 bytes

define ptr @outer(i32 %n) presplitcoroutine {
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
  %one = call ptr @inner(i32 1) coro_elide_safe
  %two = call ptr @inner(i32 2) coro_elide_safe
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  call void @llvm.coro.destroy(ptr %one)
  call void @llvm.coro.destroy(ptr %two)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @inner(i32 %n) presplitcoroutine {
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
  %one = call ptr @leaf(i32 1) coro_elide_safe
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  call void @llvm.coro.destroy(ptr %one)
  call void @print(i32 %n)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @leaf(i32 %n) presplitcoroutine {
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
  call void @print(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %free
                                 i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
