; What gc.coro.own says is for the suspend point that its block ends with.
;
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-split: in function 'f': the counted reference 'kept' is used after suspend point 1, and its gc.coro.own is in another block{{$}}
; CHECK-NEXT: {{^}}  %kept = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o){{$}}
; CHECK-NEXT: {{^}}note: what stands between the two may release it, or choose between references{{$}}
; CHECK-NEXT: {{^}}help: call gc.coro.own with it directly before suspend point 1, again if it was called before{{$}}
; CHECK-NOT: {{.}}

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %kept = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  %t = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %t, label %suspend [ i8 0, label %again
                                 i8 1, label %dropped ]

again:
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
