; A choice between owned references is not owned itself at the next suspend point.
;
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-split: in function 'f': the counted reference 'chosen' is used after the suspend point, and nothing says that the frame owns it{{$}}
; CHECK-NEXT: {{^}}  %chosen = select i1 %c, ptr addrspace(1) %first, ptr addrspace(1) %second{{$}}
; CHECK-NEXT: {{^}}note: an optimiser may have kept a reference there that is released already, or one for two{{$}}
; CHECK-NEXT: {{^}}help: call gc.coro.own with it before the suspend point, and use the result after it{{$}}
; CHECK-NOT: {{.}}

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o, i1 %c) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %first = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  %second = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  %chosen = select i1 %c, ptr addrspace(1) %first, ptr addrspace(1) %second
  %other = select i1 %c, ptr addrspace(1) %second, ptr addrspace(1) %first
  call void @release(ptr addrspace(1) %other)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  call void @release(ptr addrspace(1) %chosen)
  br label %cleanup

dropped:
  call void @release(ptr addrspace(1) %chosen)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
