; Julia's write barrier reads the tag before each object that it names. In the place of a null pointer it gets the state itself,
; whose tag says that it is marked. A hook of another name gets the pointer as it is.
;
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia-1.13>' | FileCheck %s
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia-1.14>' | FileCheck %s --check-prefix=NEW
; RUN: cat %S/runtime.inc %s | sed 's/"gc-coro-write-barrier"/&="mine"/' | opt -S -passes='gc-coro-split<gc=julia>' | FileCheck %s --check-prefix=MINE
; CHECK:      [[NULL:%is.null[0-9]*]] = icmp eq ptr addrspace(10) [[WORD:%.*]], null
; CHECK-NEXT: [[OBJECT:%object[.0-9]*]] = select i1 [[NULL]], ptr addrspace(10) [[STATE:%.*]], ptr addrspace(10) [[WORD]]
; CHECK:      call void (ptr addrspace(10), ...) @julia.write_barrier(ptr addrspace(10) [[STATE]], ptr addrspace(10) [[OBJECT]])
; NEW:        [[OBJECT:%object[.0-9]*]] = select i1 %is.null
; NEW:        @julia.object_write_barrier(ptr addrspace(10) {{%.*}}, ptr addrspace(10) [[OBJECT]])
; MINE-NOT:   %is.null
; MINE:       @mine(
; MINE-NOT:   %is.null

declare void @look(ptr addrspace(10))

define ptr addrspace(10) @f(ptr addrspace(10) %maybe) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @look(ptr addrspace(10) %maybe)
  ret ptr addrspace(10) null
}
