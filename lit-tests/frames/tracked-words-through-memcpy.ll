; A struct with a tracked pointer is copied to a variable of bytes, and vectors of tracked pointers are stored under a mask: the
; maps name the words.
;
; RUN: %spell %s | opt -passes='print<gc-coro-frames>' -disable-output | FileCheck %s

; CHECK: 16 {{ *}}16 {{ *}}alloca {{ *}}pair
; CHECK: 32 {{ *}}24 {{ *}}alloca {{ *}}bytes
; CHECK: state 0: 16, 24, 40

%t = type { i64, ptr addrspace(1), i64 }
declare void @use(ptr addrspace(1))
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.masked.store.v2p1.p0(<2 x ptr addrspace(1)>, ptr, i32, <2 x i1>)
declare <2 x ptr addrspace(1)> @llvm.masked.load.v2p1.p0(ptr, i32, <2 x i1>, <2 x ptr addrspace(1)>)

define ptr @f(ptr addrspace(1) %o, <2 x ptr addrspace(1)> %v) presplitcoroutine gc "statepoint-example" {
entry:
  %typed = alloca %t
  %bytes = alloca [24 x i8], align 8
  %pair = alloca [2 x i64], align 16
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
  %field = getelementptr %t, ptr %typed, i32 0, i32 1
  store ptr addrspace(1) %o, ptr %field
  call void @llvm.memcpy.p0.p0.i64(ptr %bytes, ptr %typed, i64 24, i1 false)
  call void @llvm.masked.store.v2p1.p0(<2 x ptr addrspace(1)> %v, ptr %pair, i32 16, <2 x i1> <i1 1, i1 1>)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @llvm.memcpy.p0.p0.i64(ptr %typed, ptr %bytes, i64 24, i1 false)
  %p = load ptr addrspace(1), ptr %field
  call void @use(ptr addrspace(1) %p)
  %w = call <2 x ptr addrspace(1)> @llvm.masked.load.v2p1.p0(ptr %pair, i32 16, <2 x i1> <i1 1, i1 1>, <2 x ptr addrspace(1)> undef)
  %q = extractelement <2 x ptr addrspace(1)> %w, i32 1
  call void @use(ptr addrspace(1) %q)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
