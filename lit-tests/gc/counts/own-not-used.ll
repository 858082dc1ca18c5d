; A reference that the frame is said to own, and that nothing uses after the suspend point.
;
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}warning: gc-coro-split: in function 'f': the result 'kept' of gc.coro.own is not used{{$}}
; CHECK-NEXT: {{^}}  %kept = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %a){{$}}
; CHECK-NEXT: {{^}}note: nothing releases the reference after the suspend point, and the frame does not hold it{{$}}
; CHECK-NEXT: {{^}}help: release the result after the suspend point, or do not call gc.coro.own with a reference that is released before{{$}}
; CHECK-NOT: {{.}}

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %a) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %kept = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %a)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:

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
