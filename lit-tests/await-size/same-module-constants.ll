; The sizes of a function that is split in this module are constants: the maximum over its awaits, pointers and bytes apart.
; The await without state does not count, nor does one whose handle is unused.
; RUN: %with-runtime | opt -S -passes='gc-coro-split<gc=julia>,await-size' | FileCheck %s
; CHECK-LABEL: define i64 @ask()
; CHECK-NEXT: %a = add i64 16, 100
; CHECK-NEXT: %b = add i64 %a, 2
; CHECK-NEXT: %c = add i64 %b, 8
; CHECK-NEXT: ret i64 %c
; CHECK-NOT: gc.coro.size
define ptr addrspace(10) @f(i64 %x, i64 %y, ptr addrspace(10) %p, ptr addrspace(10) %q) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %x)
  call void @print(i64 %y)
  %r2 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h2 = extractvalue %none %r2, 0
  %resumed2 = extractvalue %none %r2, 1
  %chosen = select i1 %resumed2, ptr addrspace(10) %p, ptr addrspace(10) %h2
  br i1 %resumed2, label %cont2, label %out2
out2:
  ret ptr addrspace(10) %h2
cont2:
  %is = icmp eq ptr addrspace(10) %p, %q
  %r3 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 2)
  %h3 = extractvalue %none %r3, 0
  %resumed3 = extractvalue %none %r3, 1
  br i1 %resumed3, label %cont3, label %out3
out3:
  call void @use(i1 %is)
  ret ptr addrspace(10) %h3
cont3:
  ret ptr addrspace(10) null
}
declare void @use(i1)
define i64 @ask() {
  %bytes = call i64 @gc.coro.size.bytes(ptr @f)
  %pointers = call i64 @gc.coro.size.pointers(ptr @f)
  %align = call i64 @gc.coro.size.align(ptr @f)
  %a = add i64 %bytes, 100
  %b = add i64 %a, %pointers
  %c = add i64 %b, %align
  ret i64 %c
}
