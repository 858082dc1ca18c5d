; After what returns a new object and is before a fork of the heap stands one gc.coro.share.
; RUN: %prepare | FileCheck %s
; RUN: %prepare | opt -S -passes='gc-coro-prepare<gc=julia>' | FileCheck %s
; RUN: %prepare | opt -S -passes='gc-coro-split<gc=julia>' | FileCheck %s --check-prefix=GONE
; GONE-NOT: call void @gc.coro.share
declare noalias ptr addrspace(10) @fresh()
declare ptr addrspace(10) @alloc(i64) allockind("alloc")
declare ptr addrspace(10) @sized(i64) allocsize(0)
declare noalias ptr @malloc(i64)
declare ptr addrspace(10) @old()
declare void @see(ptr addrspace(10))

; CHECK-LABEL: @multi(
; CHECK: %a = call noalias ptr addrspace(10) @old()
; CHECK-NEXT: call void @gc.coro.share(ptr addrspace(10) %a)
; CHECK-NEXT: %b = call ptr addrspace(10) @fresh()
; CHECK-NEXT: call void @gc.coro.share(ptr addrspace(10) %b)
; CHECK-NEXT: %c = call ptr addrspace(10) @alloc(i64 8)
; CHECK-NEXT: call void @gc.coro.share(ptr addrspace(10) %c)
; CHECK-NEXT: %d = call ptr addrspace(10) @sized(i64 8)
; CHECK-NEXT: call void @gc.coro.share(ptr addrspace(10) %d)
; CHECK-NEXT: %e = call ptr @malloc(i64 8)
; CHECK-NEXT: call void @gc.coro.share.p0(ptr %e)
; CHECK-NEXT: %f = call ptr addrspace(10) @old()
; CHECK-NEXT: %i = invoke ptr addrspace(10) @fresh()
; CHECK: call void @gc.coro.share(ptr addrspace(10) %i)
; CHECK-NEXT: br label %next
; CHECK: call %none @gc.coro.await
; CHECK-NOT: gc.coro.share
; CHECK: ret void
define void @multi() "gc-coro-allocate"="new_frame" personality ptr @see {
  %a = call noalias ptr addrspace(10) @old()
  %b = call ptr addrspace(10) @fresh()
  %c = call ptr addrspace(10) @alloc(i64 8)
  %d = call ptr addrspace(10) @sized(i64 8)
  %e = call ptr @malloc(i64 8)
  %f = call ptr addrspace(10) @old()
  %i = invoke ptr addrspace(10) @fresh() to label %next unwind label %pad
pad:
  %l = landingpad { ptr, i32 } cleanup
  br label %next
next:
  %r = call %none @gc.coro.await(ptr @multi, ptr addrspace(10) null, i32 0)
  %after = call ptr addrspace(10) @fresh()
  ret void
}

; A one-shot await whose first path only returns needs no shared copy; one that does something first does.
; CHECK-LABEL: @yields(
; CHECK-NOT: gc.coro.share
; CHECK: ret ptr
define ptr addrspace(10) @yields() "gc-coro-allocate"="new_frame" {
  %slot = alloca ptr addrspace(10)
  %a = call ptr addrspace(10) @fresh()
  br label %loop
loop:
  %r = call %none @gc.coro.await(ptr @yields, ptr addrspace(10) null, i32 1)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  store ptr addrspace(10) %h, ptr %slot
  br label %out
out:
  %back = load ptr addrspace(10), ptr %slot
  ret ptr addrspace(10) %back
cont:
  call void @see(ptr addrspace(10) null)
  br label %loop
}
; CHECK-LABEL: @goes_on(
; CHECK: call void @gc.coro.share
define ptr addrspace(10) @goes_on() "gc-coro-allocate"="new_frame" {
  %a = call ptr addrspace(10) @fresh()
  %r = call %none @gc.coro.await(ptr @goes_on, ptr addrspace(10) null, i32 1)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @see(ptr addrspace(10) %h)
  ret ptr addrspace(10) %h
cont:
  ret ptr addrspace(10) %a
}

; What a callee allocates can be inlined. One that is called by address can be any whose address is known.
; CHECK-LABEL: @by_callee(
; CHECK-NOT: gc.coro.share
; CHECK: ret void
define void @by_callee(ptr %unknown) "gc-coro-allocate"="new_frame" {
  %a = call ptr addrspace(10) @makes()
  %b = call ptr addrspace(10) %unknown()
  %r = call %none @gc.coro.await(ptr @by_callee, ptr addrspace(10) null, i32 0)
  ret void
}
; CHECK-LABEL: define ptr addrspace(10) @makes(
; CHECK: call void @gc.coro.share
define ptr addrspace(10) @makes() {
  %a = call ptr addrspace(10) @fresh()
  ret ptr addrspace(10) %a
}
@table = global ptr @makes_too
; CHECK-LABEL: define ptr addrspace(10) @makes_too(
; CHECK: call void @gc.coro.share
define ptr addrspace(10) @makes_too() {
  %a = call ptr addrspace(10) @fresh()
  ret ptr addrspace(10) %a
}
; CHECK-LABEL: define ptr addrspace(10) @nobody_calls(
; CHECK-NOT: call void @gc.coro.share
; CHECK: ret ptr
define ptr addrspace(10) @nobody_calls() {
  %a = call ptr addrspace(10) @fresh()
  ret ptr addrspace(10) %a
}
