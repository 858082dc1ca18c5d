; The descriptor of a frame: every field, read as include/gc_coro.h lays them out, and
; against the frame table. 48 bytes: header, promise, one tracked word, a value, the
; state.
;
; RUN: %spell %s > %t.in.ll
; RUN: %split %t.in.ll > %t.ll
; RUN: opt -passes='coro-early,print<gc-coro-frames;json>' -disable-output %t.in.ll > %t.json
; RUN: %descriptors %t.json < %t.ll | FileCheck %s

; CHECK: f: version=1 flags=1 frame_size=48 frame_align=8 pointers_offset=24 pointer_count=1 bytes_offset=32 byte_count=16
; CHECK-SAME: state_offset=40 state_size=1 suspend_count=2 maps=96 map_words=1 map_origin=16 pointer_size=8 name=120
; CHECK-NEXT: f: state 0: 16 24
; CHECK-NEXT: f: state 1: 16
; CHECK-NEXT: f: state 2: 16
; CHECK-NEXT: descriptors: 1

define ptr @f(ptr addrspace(1) %obj, i64 %n) presplitcoroutine gc "statepoint-example" {
entry:
  %promise = alloca ptr addrspace(1)
  %id = call token @llvm.coro.id(i32 0, ptr %promise, ptr null, ptr null)
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
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %obj)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @print64(i64 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
