; A tracked pointer cast to a plain one: the object may have moved when the coroutine is resumed. Casts on either side of the
; suspension are right.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-split: in function 'cast': 'p' is the plain address of collected memory and is used after the suspend point{{$}}
; CHECK-NEXT: {{^}}    %p = addrspacecast ptr addrspace(1) %o to ptr{{$}}
; CHECK-NEXT: {{^}}note: the object may have moved during the suspension{{$}}
; CHECK-NEXT: {{^}}help: take the address again after the suspend point{{$}}
; CHECK-NOT: {{.}}

define ptr @cast(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %p = addrspacecast ptr addrspace(1) %o to ptr
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @keep(ptr %p)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @near(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %p = addrspacecast ptr addrspace(1) %o to ptr
  call void @keep(ptr %p)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %q = addrspacecast ptr addrspace(1) %o to ptr
  call void @keep(ptr %q)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
