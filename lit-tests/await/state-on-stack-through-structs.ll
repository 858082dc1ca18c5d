; Handle and value come in a struct, which phis, selects, freeze and insertvalue carry.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}10{{$}}
; CHECK-NEXT: {{^}}11{{$}}
; CHECK-NEXT: {{^}}12{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; REMARK: remark: {{.*}}'count' called by 'main': state of {{[0-9]+}} bytes on the stack of the caller
%step = type { i64, { i64, ptr addrspace(10) } }
declare %step @gc.coro.resume.step(ptr addrspace(10), ...)
define %step @count(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ]
  %ten = add i64 %i, 10
  %base = insertvalue %step { i64 0, { i64, ptr addrspace(10) } { i64 7, ptr addrspace(10) null } }, i64 %ten, 0
  %more = icmp ult i64 %i, %n
  br i1 %more, label %yield, label %end
yield:
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) null, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  %frozen = freeze ptr addrspace(10) %h
  br i1 %resumed, label %cont, label %end
cont:
  %next = add i64 %i, 1
  br label %loop
end:
  %handle = phi ptr addrspace(10) [ null, %loop ], [ %frozen, %yield ]
  %result = insertvalue %step %base, ptr addrspace(10) %handle, 1, 1
  ret %step %result
}
define i32 @main() {
  %first = call %step @count(i64 3)
  br label %loop
loop:
  %step = phi %step [ %first, %0 ], [ %next, %go ]
  %one = insertvalue %step %step, i64 1, 1, 0
  %inner = extractvalue %step %one, 1
  %h = extractvalue { i64, ptr addrspace(10) } %inner, 1
  %v = extractvalue %step %step, 0
  %is = icmp ne ptr addrspace(10) %h, null
  %chosen = select i1 %is, ptr addrspace(10) %h, ptr addrspace(10) null
  br i1 %is, label %go, label %out
go:
  call void @print(i64 %v)
  %next = call %step (ptr addrspace(10), ...) @gc.coro.resume.step(ptr addrspace(10) %chosen)
  br label %loop
out:
  call void @print_frames_made()
  ret i32 0
}
