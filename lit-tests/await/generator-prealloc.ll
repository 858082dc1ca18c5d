; A generator that yields in a loop: each call gives the handle of the next, null at the end. Frames made: 1.
; RUN: %await-heap-O0 | FileCheck %s
; RUN: %await-heap-late | FileCheck %s
; CHECK: 0
; CHECK-NEXT: 1
; CHECK-NEXT: 2
; CHECK-NEXT: 3
; CHECK-NEXT: 4
; CHECK-NEXT: {{^}}1{{$}}
define ptr addrspace(10) @count(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @count)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %again ]
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 %i)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %again, label %end
again:
  br label %loop
out:
  ret ptr addrspace(10) %h
end:
  ret ptr addrspace(10) null
}
define i32 @main() {
  %first = call ptr addrspace(10) @count(i64 5)
  br label %loop
loop:
  %h = phi ptr addrspace(10) [ %first, %0 ], [ %next, %loop ]
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  %done = icmp eq ptr addrspace(10) %next, null
  br i1 %done, label %out, label %loop
out:
  call void @print_frames_made()
  ret i32 0
}
