; LLVM's own split comes first: the coroutine is split, and no collector can read its frame.
;
; RUN: %spell %s | opt -passes='coro-early,cgscc(coro-split),gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split,gc-coro-split<strict>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s

; SILENT-NOT: {{.}}
; CHECK: {{^}}warning: gc-coro-split: in function 'f': LLVM's own coro-split has split the coroutine already{{$}}
; CHECK-NEXT: {{^}}note: its frame has no descriptor by which a collector finds pointers{{$}}
; CHECK-NEXT: {{^}}help: run gc-coro-split before coro-split{{$}}
; CHECK-NOT: {{.}}

declare void @use(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @use(ptr addrspace(1) %o)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
