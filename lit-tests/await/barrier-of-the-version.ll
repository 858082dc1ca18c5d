; A write barrier without a name is the collector model's, which differs between versions of Julia. A name is taken as it is.
;
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia>' | FileCheck %s --check-prefix=OLD
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia-1.13>' | FileCheck %s --check-prefix=OLD
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia-1.14>' | FileCheck %s --check-prefix=NEW
; RUN: cat %S/runtime.inc %s | sed 's/"gc-coro-write-barrier"/&="mine"/' | opt -S -passes='gc-coro-split<gc=julia-1.14>' | FileCheck %s --check-prefix=MINE
; RUN: cat %S/runtime.inc %s | not opt -disable-output -passes='gc-coro-split<gc=tracked:10>' 2>&1 | FileCheck %s --check-prefix=NONE
; OLD:  call void (ptr addrspace(10), ...) @julia.write_barrier(ptr addrspace(10) %state{{[0-9]*}}, ptr addrspace(10) %{{.*}})
; OLD:  declare void @julia.write_barrier(ptr addrspace(10), ...)
; NEW:  call void (ptr addrspace(10), ...) @julia.object_write_barrier(ptr addrspace(10) %state{{[0-9]*}}, ptr addrspace(10) %{{.*}})
; NEW:  declare void @julia.object_write_barrier(ptr addrspace(10), ...)
; MINE: call void (ptr addrspace(10), ...) @mine(ptr addrspace(10) %state{{[0-9]*}}, ptr addrspace(10) %{{.*}})
; NONE: error: gc-coro-split: in function 'f': '', which the function attribute "gc-coro-write-barrier" names, is no name

declare void @look(ptr addrspace(10))

define ptr addrspace(10) @f(ptr addrspace(10) %object) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  call void @look(ptr addrspace(10) %object)
  ret ptr addrspace(10) null
}
