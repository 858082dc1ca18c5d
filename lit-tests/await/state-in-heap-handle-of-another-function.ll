; The function also returns a handle that is not its own.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; REMARK: remark: {{.*}}'begin' called by 'main': state not on the stack of the caller: the function does not return all of its handles at one place of its result: the function also returns pointers that are no handles of its own
define ptr addrspace(10) @count(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ]
  %more = icmp ult i64 %i, %n
  br i1 %more, label %yield, label %end
yield:
  call void @print(i64 %i)
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  %next = add i64 %i, 1
  br label %loop
out:
  ret ptr addrspace(10) %h
end:
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @begin(i1 %other) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  br i1 %other, label %delegate, label %own
delegate:
  %theirs = call ptr addrspace(10) @count(i64 1)
  ret ptr addrspace(10) %theirs
own:
  %r = call %none @gc.coro.await(ptr @begin, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 9)
  ret ptr addrspace(10) null
out:
  ret ptr addrspace(10) %h
}
define i32 @main() {
  %first = call ptr addrspace(10) @begin(i1 true)
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %first)
  call void @print(i64 1)
  call void @print_frames_made()
  ret i32 0
}
