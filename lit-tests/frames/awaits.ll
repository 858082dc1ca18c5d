; Each await has a frame of its own, with what it captures: pointers, then bytes. Of a given state the bytes begin after the
; largest pointer area. An await without state has the header only.
; RUN: opt -disable-output -passes='print<gc-coro-frames;gc=julia>' %s | FileCheck %s
; RUN: opt -disable-output -passes='print<gc-coro-frames;gc=julia;json>' %s | FileCheck %s --check-prefix=JSON
; CHECK:      frame of 'f': 32 bytes, align 8, await 0
; CHECK-NEXT:   offset   size  kind     name                     live at
; CHECK-NEXT:        0      8  resume   resume                   all
; CHECK-NEXT:        8      8  descriptor descriptor               all
; CHECK-NEXT:       16      8  tracked  p                        all
; CHECK-NEXT:       24      4  value    x                        all
; CHECK-NEXT:   pointer area: 1 word at 16
; CHECK-EMPTY:
; CHECK-NEXT: frame of 'f': 40 bytes, align 8, await 1
; CHECK:             8      8  descriptor
; CHECK-NEXT:       16      8  tracked  p
; CHECK-NEXT:       24      8  tracked  q
; CHECK-NEXT:       32      4  value    x
; CHECK-NEXT:   pointer area: 2 words at 16
; CHECK:      frame of 'f': 40 bytes, align 8, await 2
; CHECK:            32      4  value    x
; CHECK-EMPTY:
; CHECK-NEXT: frame of 'f': 16 bytes, align 8, await 3
; JSON: "function": "f",
; JSON-NEXT: "await": 0,
; JSON-NEXT: "size": 32,
declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare void @use(ptr addrspace(10), ptr addrspace(10), i32)
define ptr addrspace(10) @f(ptr addrspace(10) %p, ptr addrspace(10) %q, i32 %x, i32 %way) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  switch i32 %way, label %a0 [ i32 1, label %a1
                               i32 2, label %a2
                               i32 3, label %a3 ]
a0:
  %r0 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %resumed0 = extractvalue { ptr addrspace(10), i1 } %r0, 1
  %h0 = extractvalue { ptr addrspace(10), i1 } %r0, 0
  br i1 %resumed0, label %cont0, label %out
a1:
  %r1 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %resumed1 = extractvalue { ptr addrspace(10), i1 } %r1, 1
  %h1 = extractvalue { ptr addrspace(10), i1 } %r1, 0
  br i1 %resumed1, label %cont1, label %out
a2:
  %r2 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %resumed2 = extractvalue { ptr addrspace(10), i1 } %r2, 1
  %h2 = extractvalue { ptr addrspace(10), i1 } %r2, 0
  br i1 %resumed2, label %cont2, label %out
a3:
  %r3 = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 2)
  %resumed3 = extractvalue { ptr addrspace(10), i1 } %r3, 1
  %h3 = extractvalue { ptr addrspace(10), i1 } %r3, 0
  br i1 %resumed3, label %cont3, label %out
out:
  %h = phi ptr addrspace(10) [ %h0, %a0 ], [ %h1, %a1 ], [ %h2, %a2 ], [ %h3, %a3 ]
  ret ptr addrspace(10) %h
cont0:
  call void @use(ptr addrspace(10) %p, ptr addrspace(10) null, i32 %x)
  ret ptr addrspace(10) null
cont1:
  call void @use(ptr addrspace(10) %p, ptr addrspace(10) %q, i32 %x)
  ret ptr addrspace(10) null
cont2:
  call void @use(ptr addrspace(10) null, ptr addrspace(10) null, i32 %x)
  ret ptr addrspace(10) null
cont3:
  ret ptr addrspace(10) null
}
