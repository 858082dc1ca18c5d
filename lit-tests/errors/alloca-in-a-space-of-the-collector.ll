; An alloca in the address space of the collector's pointers: a collector that follows one would take the stack for an object.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': the alloca 'far' is in address space 10, whose pointers are the collector's
; CHECK-NEXT: {{^ *}}%far = alloca i64, align 8, addrspace(10)
; CHECK-NEXT: {{^}}note: the collector finds no object at an address of the stack{{$}}
; CHECK-NEXT: {{^}}help: use another address space for it, such as 0{{$}}

define ptr @f(ptr %buffer) presplitcoroutine gc "julia" {
entry:
  %far = alloca i64, align 8, addrspace(10)
  %near = addrspacecast ptr addrspace(10) %far to ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %buffer)
  store i64 5, ptr addrspace(10) %far
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %value = load i64, ptr %near
  call void @print64(i64 %value)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
