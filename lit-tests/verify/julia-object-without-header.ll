; Julia's collector reads the word before each object that it meets: before a constant handle and a buffer it stands only where the
; attribute asks for it.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK:      error: gc-coro-verify: in function 'constant': the handle of an await without state is a constant, and nothing says what stands before it
; CHECK-NEXT:     %r = call
; CHECK-NEXT: {{^}}note: Julia's collector reads the type tag in the word before each object that it meets{{$}}
; CHECK-NEXT: {{^}}help: give the function the attribute "gc-coro-object-header": "1" is the tag of an object that is marked already{{$}}
; CHECK:      error: gc-coro-verify: in function 'buffer': a buffer becomes a state, and nothing says what stands before it
; CHECK-NEXT:     %state = call
; CHECK-NEXT: {{^}}note:
; CHECK-NEXT: {{^}}help:
; CHECK-NOT:  gc-coro-verify

declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10), i64, i64)
declare ptr @julia.get_pgcstack()

define ptr addrspace(10) @constant(ptr addrspace(10) %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
  %task = call ptr @julia.get_pgcstack()
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @constant, ptr addrspace(10) null, i32 2)
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @buffer(ptr addrspace(10) %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
  %task = call ptr @julia.get_pgcstack()
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %b, i64 0, i64 0)
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @buffer, ptr addrspace(10) %state, i32 1)
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @constant.with(ptr addrspace(10) %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1" gc "julia" {
  %task = call ptr @julia.get_pgcstack()
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @constant.with, ptr addrspace(10) null, i32 3)
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @buffer.with(ptr addrspace(10) %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1" gc "julia" {
  %task = call ptr @julia.get_pgcstack()
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %b, i64 0, i64 0)
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @buffer.with, ptr addrspace(10) %state, i32 1)
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @frame(ptr addrspace(10) %b) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
  %task = call ptr @julia.get_pgcstack()
  %r = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @frame, ptr addrspace(10) null, i32 1)
  %h = extractvalue { ptr addrspace(10), i1 } %r, 0
  ret ptr addrspace(10) %h
}
