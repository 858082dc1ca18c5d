; A borrowed reference is plain data of the frame: the object does not move, and somebody else releases it.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-frames>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,function(instcombine,gvn),print<gc-coro-frames>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split<strict>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=NOTHING %s

; NOTHING-NOT: {{.}}
; CHECK: value {{ *}}borrowed
; CHECK-NOT: tracked

declare void @look(ptr)
declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %a) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %borrowed = addrspacecast ptr addrspace(1) %a to ptr
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  call void @look(ptr %borrowed)
  br label %cleanup

dropped:

  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
