; The branch with the await is never taken, and the optimiser removes it: what is said to be returned is gone with it, and the state is not
; made.
; RUN: %await-late | FileCheck %s
; CHECK: {{^}}9{{$}}
; CHECK-NEXT: {{^}}0{{$}}
define i64 @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @f)
  %never = icmp ult i64 %a, 0
  br i1 %never, label %some, label %on
some:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  call void @keep(ptr addrspace(10) %h)
  br i1 %resumed, label %cont, label %on
cont:
  call void @gc.coro.return.i64(i64 1)
  ret i64 0
on:
  ret i64 %a
}
define void @keep(ptr addrspace(10) %h) noinline {
  store volatile ptr addrspace(10) %h, ptr @kept
  ret void
}
@kept = internal global ptr addrspace(10) null
define i32 @main() {
  %v = call i64 @f(i64 9)
  call void @print(i64 %v)
  call void @print_frames_made()
  ret i32 0
}
