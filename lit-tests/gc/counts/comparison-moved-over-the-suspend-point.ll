; What is computed from references before a suspend point and used after it is a number in the frame, though instcombine moves it
; over the suspend point: the references are released by then.
;
; RUN: %spell %s | opt -passes='coro-early,function(instcombine,simplifycfg,gvn,instcombine)' -S | FileCheck --check-prefix=MOVED %s
; RUN: %spell %s | opt -passes='coro-early,function(instcombine,simplifycfg,gvn,instcombine),print<gc-coro-frames>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='default<O2>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=NOTHING %s

; NOTHING-NOT: {{.}}
; MOVED: resumed:
; MOVED-NEXT: icmp eq ptr addrspace(1) %a, %b
; CHECK: value {{ *}}same
; CHECK-NOT: tracked

declare void @report(i1)
declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %a, ptr addrspace(1) %b) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %same = icmp eq ptr addrspace(1) %a, %b
  call void @release(ptr addrspace(1) %a)
  call void @release(ptr addrspace(1) %b)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  call void @report(i1 %same)
  br label %cleanup

dropped:
  call void @report(i1 false)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
