; A buffer of a function's own size, alive across its own await: the frame would contain itself.
; RUN: %with-runtime | not opt -disable-output -passes='gc-coro-split<gc=julia>' 2>&1 | FileCheck %s
; CHECK: error: gc-coro-split: in function 'f': the size of the alloca 'memory' depends on the size of the frame that would hold it
; CHECK-NEXT: %memory = alloca i8, i64 %size
; CHECK-NEXT: {{^}}note: 'memory' is used after the suspend point, so that the frame would contain itself{{$}}
; CHECK-NEXT: {{^}}help: allocate it on the heap, or end its lifetime before the suspend point{{$}}
define ptr addrspace(10) @f(i64 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %bytes = call i64 @gc.coro.size.bytes(ptr @f)
  %size = add i64 %bytes, 16
  %memory = alloca i8, i64 %size, align 8
  call void @escape(ptr %memory)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @escape(ptr %memory)
  ret ptr addrspace(10) null
}
declare void @escape(ptr)
