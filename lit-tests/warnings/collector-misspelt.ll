; A collector that gc-coro does not know, but almost. Others have no managed pointers, and nothing is said.
;
; RUN: %spell %s | opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='gc-coro-split<gc=statepoint-example;strict>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s

; SILENT-NOT: {{.}}
; CHECK: {{^}}warning: gc-coro-split: in function 'short': gc "statepoint" names no collector model, so that all pointers are plain data{{$}}
; CHECK-NEXT: {{^}}help: did you mean gc "statepoint-example"?{{$}}
; CHECK-NEXT: {{^}}warning: gc-coro-split: in function 'letter': gc "core-clr" names no collector model, so that all pointers are plain data{{$}}
; CHECK-NEXT: {{^}}help: did you mean gc "coreclr"?{{$}}
; CHECK-NOT: {{.}}

declare void @use(ptr addrspace(1))

define ptr @short(ptr addrspace(1) %o) presplitcoroutine gc "statepoint" {
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

define ptr @letter(ptr addrspace(1) %o) presplitcoroutine gc "core-clr" {
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

define ptr @other(ptr addrspace(1) %o) presplitcoroutine gc "erlang" {
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
