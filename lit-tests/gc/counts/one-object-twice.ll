; Two references to one object are two words of the frame, though they are one value before.
;
; RUN: %spell %s | opt -passes='coro-early,default<O2>,print<gc-coro-frames>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=NONE %s
; RUN: %spell %s | opt -passes='coro-early,function(instcombine,gvn),print<gc-coro-frames>' -disable-output 2>&1 | FileCheck %s

; CHECK: state 0: 16, 24{{$}}
; NONE-NOT: error

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %first = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  %second = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  call void @release(ptr addrspace(1) %first)
  call void @release(ptr addrspace(1) %second)
  br label %cleanup

dropped:
  call void @release(ptr addrspace(1) %second)
  call void @release(ptr addrspace(1) %first)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
