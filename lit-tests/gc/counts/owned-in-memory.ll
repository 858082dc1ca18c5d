; Nothing says which words of memory are still owned.
;
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-split: in function 'f': the alloca 'place' is used after the suspend point and holds counted references{{$}}
; CHECK-NEXT: {{^}}  %place = alloca ptr addrspace(1)
; CHECK-NEXT: {{^}}note: nothing says which of them the frame still owns{{$}}
; CHECK-NEXT: {{^}}help: keep them in SSA values and call gc.coro.own with each, or keep them in memory of plain pointers that no collector sees{{$}}
; CHECK-NOT: {{.}}

declare void @fill(ptr)

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f() presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %place = alloca ptr addrspace(1)
  call void @fill(ptr %place)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  %o = load ptr addrspace(1), ptr %place
  call void @release(ptr addrspace(1) %o)
  br label %cleanup

dropped:
  call void @fill(ptr %place)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
