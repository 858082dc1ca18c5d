; A coroutine keeps the state of another in a buffer of its own across an await: the other is split first, and its size is known.
; Its place in the module does not matter. Frames made: one, for the outer.
; RUN: %with-runtime | opt -S -passes='gc-coro-split<gc=julia;no-elide>,await-size,verify' | lli | FileCheck %s
; CHECK: 3
; CHECK-NEXT: 5
; CHECK-NEXT: {{^}}1{{$}}
define ptr addrspace(10) @outer() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %bytes = call i64 @gc.coro.size.bytes(ptr @inner)
  %size = add i64 %bytes, 16
  %memory = alloca i8, i64 %size, align 8
  call void @llvm.memset.p0.i64(ptr %memory, i8 0, i64 %size, i1 false)
  %place = getelementptr i8, ptr %memory, i64 16
  store i64 3, ptr %place
  %r = call %none @gc.coro.await(ptr @outer, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  store i64 4, ptr %place
  ret ptr addrspace(10) %h
cont:
  %kept = load i64, ptr %place
  call void @print(i64 %kept)
  %buffer = addrspacecast ptr %memory to ptr addrspace(10)
  %i = call ptr addrspace(10) @inner(ptr addrspace(10) %buffer, i64 %bytes, i64 5)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %i)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @inner(ptr addrspace(10) %buffer, i64 %bytes, i64 %x) presplitcoroutine noinline "gc-coro" {
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 0, i64 %bytes)
  %r = call %none @gc.coro.await(ptr @inner, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %x)
  ret ptr addrspace(10) null
}
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
define i32 @main() {
  %h = call ptr addrspace(10) @outer()
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  call void @print_frames_made()
  ret i32 0
}
