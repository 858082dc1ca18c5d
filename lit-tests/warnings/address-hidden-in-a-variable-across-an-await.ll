; A variable that an await captures holds the plain address of an object: no collector updates it.
;
; RUN: opt -passes='gc-coro-split' -disable-output %s 2>&1 | FileCheck %s

; CHECK: warning: gc-coro-split: in function 'f': the variable 'address' is kept across a suspend point and holds the plain address of collected memory{{$}}
; CHECK-NEXT: store ptr %cast, ptr %address
; CHECK-NEXT: {{^}}note: no collector updates a plain address, or a number made of one{{$}}
; CHECK-NEXT: {{^}}help: keep the tracked pointer instead, and cast it after the suspend point{{$}}

declare void @look(ptr)
declare { ptr addrspace(1), i1 } @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @new_frame(ptr)

define ptr addrspace(1) @f(ptr addrspace(1) %o) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "statepoint-example" {
  %address = alloca ptr
  %cast = addrspacecast ptr addrspace(1) %o to ptr
  store ptr %cast, ptr %address
  %r = call { ptr addrspace(1), i1 } @gc.coro.await(ptr @f, ptr addrspace(1) null, i32 0)
  %h = extractvalue { ptr addrspace(1), i1 } %r, 0
  %resumed = extractvalue { ptr addrspace(1), i1 } %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(1) %h
cont:
  %p = load ptr, ptr %address
  call void @look(ptr %p)
  ret ptr addrspace(1) null
}
