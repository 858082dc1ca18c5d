; The first path goes on for long after the await before it returns: it calls, loops and branches; the continuation takes another path through the
; same code.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}5{{$}}
; CHECK-NEXT: {{^}}10{{$}}
; CHECK-NEXT: {{^}}16{{$}}
; CHECK-NEXT: {{^}}5{{$}}
; CHECK-NEXT: {{^}}111{{$}}
; CHECK-NEXT: {{^}}16{{$}}
define ptr addrspace(10) @f(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  call void @print(i64 %n)
  br i1 %resumed, label %later, label %now
now:
  br label %loop
loop:
  %i = phi i64 [ 0, %now ], [ %next, %loop ]
  %sum = phi i64 [ 0, %now ], [ %more, %loop ]
  %more = add i64 %sum, %i
  %next = add i64 %i, 1
  %goes.on = icmp ult i64 %next, %n
  br i1 %goes.on, label %loop, label %joined
later:
  br label %joined
joined:
  %v = phi i64 [ %more, %loop ], [ 111, %later ]
  %result = phi ptr addrspace(10) [ %h, %loop ], [ null, %later ]
  call void @print(i64 %v)
  %last = add i64 %n, 11
  call void @print(i64 %last)
  ret ptr addrspace(10) %result
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i64 5)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
