; A loop over a generator: the caller resumes each handle once, and nobody else sees one. No frame is made.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; REMARK: remark: {{.*}}'count' called by 'main': state of {{[0-9]+}} bytes on the stack of the caller
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
define i32 @main() {
  %first = call ptr addrspace(10) @count(i64 3)
  br label %loop
loop:
  %h = phi ptr addrspace(10) [ %first, %0 ], [ %next, %step ]
  %done = icmp eq ptr addrspace(10) %h, null
  br i1 %done, label %out, label %step
step:
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  br label %loop
out:
  call void @print_frames_made()
  ret i32 0
}
