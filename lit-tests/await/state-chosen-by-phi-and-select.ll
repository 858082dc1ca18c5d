; A state that is chosen among those that were made for the function: all have room, and each is filled in place.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}3{{$}}
; CHECK-NEXT: {{^}}2{{$}}
define ptr addrspace(10) @count(i64 %n, i1 %c) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %one = call ptr addrspace(10) @gc.coro.prealloc(ptr @count)
  %two = call ptr addrspace(10) @gc.coro.prealloc(ptr @count)
  %chosen = select i1 %c, ptr addrspace(10) %one, ptr addrspace(10) %two
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ]
  %state = phi ptr addrspace(10) [ %chosen, %entry ], [ %other, %cont ]
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 %i)
  %next = add i64 %i, 1
  %bit = and i64 %i, 1
  %odd = icmp ne i64 %bit, 0
  %other = select i1 %odd, ptr addrspace(10) %one, ptr addrspace(10) %two
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %end
out:
  ret ptr addrspace(10) %h
end:
  ret ptr addrspace(10) null
}
define i32 @main() {
  %first = call ptr addrspace(10) @count(i64 4, i1 true)
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
