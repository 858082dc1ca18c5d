; A tracked pointer as a number, of which a pointer is made after the suspension: no collector follows it there. A number
; that stays one, such as a hash, is data.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-split: in function 'back': 'i' is the plain address of collected memory and is used after the suspend point{{$}}
; CHECK-NEXT: {{^}}    %i = ptrtoint ptr addrspace(1) %o to i64{{$}}
; CHECK-NEXT: {{^}}note: the object may have moved during the suspension{{$}}
; CHECK-NEXT: {{^}}help: take the address again after the suspend point{{$}}
; CHECK-NEXT: {{^}}error: gc-coro-split: in function 'tagged': 'i' is the plain address of collected memory and is used after the suspend point{{$}}
; CHECK-NEXT: {{^}}    %i = ptrtoint ptr addrspace(1) %o to i64{{$}}
; CHECK-NEXT: {{^}}note: the object may have moved during the suspension{{$}}
; CHECK-NEXT: {{^}}help: take the address again after the suspend point{{$}}
; CHECK-NOT: {{.}}

declare void @use(ptr addrspace(1))

define ptr @back(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %i = ptrtoint ptr addrspace(1) %o to i64
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %p = inttoptr i64 %i to ptr addrspace(1)
  call void @use(ptr addrspace(1) %p)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @tagged(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %i = ptrtoint ptr addrspace(1) %o to i64
  %t = or i64 %i, 1
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %j = and i64 %t, -2
  %p = inttoptr i64 %j to ptr addrspace(1)
  call void @use(ptr addrspace(1) %p)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @hash(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %i = ptrtoint ptr addrspace(1) %o to i64
  %h = mul i64 %i, 31
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print64(i64 %h)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
