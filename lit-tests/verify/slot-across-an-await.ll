; An alloca with a tracked pointer at an await: the frame gets a copy of it. At another call the pointer is still in the alloca, where
; nothing updates it.
;
; RUN: not opt -passes='gc-coro-verify' -disable-output %s 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'call': the alloca 'x' holds a managed pointer at the call of 'collect'
; CHECK-NOT: in function

%none = type { ptr addrspace(1), i1 }
declare %none @gc.coro.await(ptr, ptr addrspace(1), i32)
declare void @collect()
declare void @use(ptr addrspace(1)) "gc-leaf-function"

define ptr addrspace(1) @await(ptr addrspace(1) %o) presplitcoroutine noinline "gc-coro" gc "statepoint-example" {
  %x = alloca ptr addrspace(1)
  store ptr addrspace(1) %o, ptr %x
  %r = call %none @gc.coro.await(ptr @await, ptr addrspace(1) null, i32 0)
  %h = extractvalue %none %r, 0
  %v = load ptr addrspace(1), ptr %x
  call void @use(ptr addrspace(1) %v)
  ret ptr addrspace(1) %h
}

define ptr addrspace(1) @call(ptr addrspace(1) %o) presplitcoroutine noinline "gc-coro" gc "statepoint-example" {
  %x = alloca ptr addrspace(1)
  store ptr addrspace(1) %o, ptr %x
  %r = call %none @gc.coro.await(ptr @call, ptr addrspace(1) null, i32 0)
  %h = extractvalue %none %r, 0
  call void @collect()
  %v = load ptr addrspace(1), ptr %x
  call void @use(ptr addrspace(1) %v)
  ret ptr addrspace(1) %h
}
