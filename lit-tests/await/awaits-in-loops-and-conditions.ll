; Three awaits: in a loop, in each branch of a condition in it, with values from before, from the loop and from the arguments.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}1000{{$}}
; CHECK-NEXT: {{^}}1000{{$}}
; CHECK-NEXT: {{^}}1001{{$}}
; CHECK-NEXT: {{^}}8000{{$}}
; CHECK-NEXT: {{^}}1002{{$}}
; CHECK-NEXT: {{^}}17000{{$}}
; CHECK-NEXT: {{^}}6029{{$}}
; Per turn: what was passed is added; in even turns twice what is passed by the second call, in odd ones once.
define ptr addrspace(10) @f(i64 %n, i64 %start) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %latch ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %latch ]
  %r = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %a = extractvalue %i64 %r, 2
  br i1 %resumed, label %body, label %out1
out1:
  %out1.v = add i64 %start, %i
  call void @print(i64 %out1.v)
  ret ptr addrspace(10) %h
body:
  %sum.a = add i64 %sum, %a
  %bit = and i64 %i, 1
  %odd = icmp ne i64 %bit, 0
  br i1 %odd, label %one, label %two
one:
  %r1 = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h1 = extractvalue %i64 %r1, 0
  %resumed1 = extractvalue %i64 %r1, 1
  %a1 = extractvalue %i64 %r1, 2
  br i1 %resumed1, label %latch, label %out2
two:
  %r2 = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h2 = extractvalue %i64 %r2, 0
  %resumed2 = extractvalue %i64 %r2, 1
  %a2 = extractvalue %i64 %r2, 2
  %twice = shl i64 %a2, 1
  br i1 %resumed2, label %latch, label %out2
out2:
  %h12 = phi ptr addrspace(10) [ %h1, %one ], [ %h2, %two ]
  %out2.v = mul i64 %sum.a, %start
  call void @print(i64 %out2.v)
  ret ptr addrspace(10) %h12
latch:
  %added = phi i64 [ %a1, %one ], [ %twice, %two ]
  %sum.next = add i64 %sum.a, %added
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %end
end:
  %result = add i64 %sum.next, 6000
  call void @print(i64 %result)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %first = call ptr addrspace(10) @f(i64 3, i64 1000)
  br label %loop
loop:
  %h = phi ptr addrspace(10) [ %first, %0 ], [ %next, %loop ]
  %k = phi i64 [ 1, %0 ], [ 0, %loop ]
  %count = phi i64 [ 0, %0 ], [ %more, %loop ]
  %more = add i64 %count, 1
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h, i64 %more)
  %done = icmp eq ptr addrspace(10) %next, null
  br i1 %done, label %out, label %loop
out:
  ret i32 0
}
