; An optimiser has inlined a function with an await before gc-coro-prepare marks anything: the await says whose it is.
; RUN: not opt -passes='gc-coro-prepare' -disable-output %s 2>&1 | FileCheck %s
; CHECK: error: gc-coro-prepare: in function 'main': 'gc.coro.await' is in a function without the attribute "gc-coro"
; CHECK-NEXT: call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
; CHECK-NEXT: {{^}}note: it would capture the activation of another function: it was inlined, or gc-coro-prepare has not run{{$}}
; CHECK-NEXT: {{^}}help: give the function that it belongs to presplitcoroutine, noinline and "gc-coro"{{$}}
declare { ptr addrspace(1), i1 } @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @new_frame(ptr)

define ptr addrspace(1) @f() "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  ret ptr addrspace(1) %h
}
define ptr addrspace(1) @main() "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  ret ptr addrspace(1) %h
}
