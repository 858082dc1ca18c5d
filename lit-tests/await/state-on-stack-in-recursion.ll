; Each activation of the caller has a state of its own.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}0{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; REMARK: remark: {{.*}}'count' called by 'walk': state of {{[0-9]+}} bytes on the stack of the caller
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
define void @walk(i64 %depth) {
  %end = icmp eq i64 %depth, 0
  br i1 %end, label %out, label %go
go:
  %h = call ptr addrspace(10) @count(i64 2)
  %less = sub i64 %depth, 1
  call void @walk(i64 %less)
  %ignored = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  br label %out
out:
  ret void
}
define i32 @main() {
  call void @walk(i64 3)
  call void @print_frames_made()
  ret i32 0
}
