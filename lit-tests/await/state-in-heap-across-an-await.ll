; The caller is suspended while it has the handle.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}5{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}3{{$}}
; REMARK: remark: {{.*}}'count' called by 'outer': state not on the stack of the caller: the caller is suspended after the call
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
define ptr addrspace(10) @outer() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  %h = call ptr addrspace(10) @count(i64 2)
  %r = call %none @gc.coro.await(ptr @outer, ptr addrspace(10) null, i32 1)
  %o = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first.path
first.path:
  ret ptr addrspace(10) %o
cont:
  call void @print(i64 5)
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret ptr addrspace(10) null
}
@kept = global ptr addrspace(10) null
define i32 @main() {
  %a = call ptr addrspace(10) @outer()
  store ptr addrspace(10) %a, ptr @kept
  %b = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %a)
  call void @print_frames_made()
  ret i32 0
}
