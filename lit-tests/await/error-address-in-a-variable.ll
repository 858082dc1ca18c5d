; The address of a variable is stored in another that the await captures: a continuation has variables of its own.
; RUN: not opt -passes='gc-coro-split' -disable-output %s 2>&1 | FileCheck %s
; CHECK: error: gc-coro-split: in function 'f': 'p' holds the address of a variable of this activation and is used after the await
; CHECK-NEXT: store ptr %x, ptr %p
; CHECK-NEXT: {{^}}note: a continuation has variables of its own, at other addresses{{$}}
; CHECK-NEXT: {{^}}help: take the address again after the await{{$}}
declare void @use(i64)
declare { ptr addrspace(1), i1 } @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @new_frame(ptr)

define ptr addrspace(1) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %x = alloca i64
  %p = alloca ptr
  store i64 1, ptr %x
  store ptr %x, ptr %p
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(1) %h
cont:
  %q = load ptr, ptr %p
  %v = load i64, ptr %q
  call void @use(i64 %v)
  ret ptr addrspace(1) null
}
