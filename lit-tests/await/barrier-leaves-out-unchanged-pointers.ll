; A pointer that comes out of a word of the state and goes into the same word is there: no barrier names it, and LLVM removes
; the store where nothing else can have written the word. The ramp names it, because the state may be an old object by then.
; RUN: opt -S -passes='gc-coro-split<gc=julia;check-plans>,gvn,verify' %s | FileCheck %s
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare ptr addrspace(10) @make()
declare void @use(ptr addrspace(10), ptr addrspace(10))
declare void @barrier(ptr addrspace(10), ...)

; One pointer that all steps need, and one that each step makes.
; CHECK-LABEL: define ptr addrspace(10) @both(
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %state{{[0-9]*}}, ptr addrspace(10) %{{kept|new}}, ptr addrspace(10) %{{kept|new}})
; CHECK-LABEL: define internal ptr addrspace(10) @both.await.0(
; CHECK: %[[NEW:.*]] = call ptr addrspace(10) @make()
; CHECK: store ptr addrspace(10) %[[NEW]],
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %frame, ptr addrspace(10) %[[NEW]])
; CHECK: ret
define ptr addrspace(10) @both(ptr addrspace(10) %kept) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @both)
  br label %loop
loop:
  %new = call ptr addrspace(10) @make()
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @both, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %kept, ptr addrspace(10) %new)
  br label %loop
}

; Nothing is left for a barrier to name.
; CHECK-LABEL: define ptr addrspace(10) @unchanged(
; CHECK: call void (ptr addrspace(10), ...) @barrier(ptr addrspace(10) %state{{[0-9]*}}, ptr addrspace(10) %kept)
; CHECK-LABEL: define internal ptr addrspace(10) @unchanged.await.0(
; CHECK: call void @use(
; CHECK-NOT: @barrier
; CHECK: ret
define ptr addrspace(10) @unchanged(ptr addrspace(10) %kept) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @unchanged)
  br label %loop
loop:
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @unchanged, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %kept, ptr addrspace(10) %kept)
  br label %loop
}

; Two awaits fill the state by turns, both with the pointer in the same word.
; CHECK-LABEL: define internal ptr addrspace(10) @turns.await.0(
; CHECK-NOT: @barrier
; CHECK: ret
; CHECK-LABEL: define internal ptr addrspace(10) @turns.await.1(
; CHECK-NOT: @barrier
; CHECK: ret
define ptr addrspace(10) @turns(ptr addrspace(10) %kept) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @turns)
  br label %loop
loop:
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @turns, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %kept, ptr addrspace(10) %kept)
  %r2 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @turns, ptr addrspace(10) %state, i32 1)
  %resumed2 = extractvalue { ptr addrspace(10), i1 } %r2, 1
  %h2 = extractvalue { ptr addrspace(10), i1 } %r2, 0
  br i1 %resumed2, label %loop, label %out2
out2:
  ret ptr addrspace(10) %h2
}

; A buffer of the caller is a state like any other.
; CHECK-LABEL: define internal ptr addrspace(10) @buffer.await.0(
; CHECK-NOT: @barrier
; CHECK: ret
define ptr addrspace(10) @buffer(ptr addrspace(10) %memory, ptr addrspace(10) %kept) presplitcoroutine noinline "gc-coro" "gc-coro-write-barrier"="barrier" {
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %memory, i64 1, i64 0)
  br label %loop
loop:
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @buffer, ptr addrspace(10) %state, i32 1)
  %resumed = extractvalue { ptr addrspace(10), i1 } %r, 1
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @use(ptr addrspace(10) %kept, ptr addrspace(10) %kept)
  br label %loop
}
declare ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10), i64, i64)
