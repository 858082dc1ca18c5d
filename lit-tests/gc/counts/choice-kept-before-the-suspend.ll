; A reference is chosen, and the other one is released. LLVM may not move the choice over the suspend point: the frame would hold
; both. So gc.coro.own keeps it, and is gone after the split.
;
; RUN: %spell %s | opt -passes='coro-early,function(instcombine,simplifycfg,gvn,instcombine),print<gc-coro-frames>' -disable-output 2>&1 | FileCheck --check-prefix=FRAME %s
; RUN: %spell %s | opt -passes='coro-early,function(instcombine,simplifycfg,gvn,instcombine),gc-coro-split,coro-cleanup' -S | FileCheck %s

; FRAME: 16 {{ *}}8 {{ *}}tracked {{ *}}kept {{ *}}all{{$}}
; FRAME: state 0: 16{{$}}
; FRAME-NEXT: state 1 (before the first suspension): none

; CHECK-LABEL: define ptr @f(
; CHECK: [[CHOSEN:%.*]] = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %b
; CHECK: store ptr addrspace(1) [[CHOSEN]], ptr %kept
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: select
; CHECK: call void @release(
; CHECK-NOT: call {{.*}}@gc.coro.own

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(i1 %c) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %a = call ptr addrspace(1) @make()
  %b = call ptr addrspace(1) @make()
  %chosen = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %b
  %other = select i1 %c, ptr addrspace(1) %b, ptr addrspace(1) %a
  call void @release(ptr addrspace(1) %other)
  %kept = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %chosen)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  call void @release(ptr addrspace(1) %kept)
  br label %cleanup

dropped:
  call void @release(ptr addrspace(1) %kept)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
