; A continuation that takes any number of arguments gets them as Julia passes those of a vararg method: a pointer to the tracked
; pointers, and their number. Called twice, with other numbers of them.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}30{{$}}
; CHECK-NEXT: {{^}}0{{$}}
%va = type { ptr addrspace(10), i1, ptr, i64 }
declare %va @gc.coro.await.va(ptr, ptr addrspace(10), i32) nomerge
declare i64 @gc.coro.resume.va(ptr addrspace(10), ptr, i64)
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %va @gc.coro.await.va(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %va %r, 0
  %resumed = extractvalue %va %r, 1
  %args = extractvalue %va %r, 2
  %count = extractvalue %va %r, 3
  br i1 %resumed, label %head, label %first
first:
  ret ptr addrspace(10) %h
head:
  %i = phi i64 [ 0, %0 ], [ %next, %body ]
  %sum = phi i64 [ 0, %0 ], [ %more, %body ]
  %goes.on = icmp ult i64 %i, %count
  br i1 %goes.on, label %body, label %end
body:
  %place = getelementptr ptr addrspace(10), ptr %args, i64 %i
  %o = load ptr addrspace(10), ptr %place
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %v = load i64, ptr addrspace(11) %d
  %more = add i64 %sum, %v
  %next = add i64 %i, 1
  br label %head
end:
  call void @gc.coro.return.i64(i64 %sum)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %args = alloca [2 x ptr addrspace(10)]
  %a = call ptr addrspace(10) @new_object()
  %ad = addrspacecast ptr addrspace(10) %a to ptr addrspace(11)
  store i64 10, ptr addrspace(11) %ad
  %b = call ptr addrspace(10) @new_object()
  %bd = addrspacecast ptr addrspace(10) %b to ptr addrspace(11)
  store i64 20, ptr addrspace(11) %bd
  store ptr addrspace(10) %a, ptr %args
  %second = getelementptr ptr addrspace(10), ptr %args, i64 1
  store ptr addrspace(10) %b, ptr %second
  %h = call ptr addrspace(10) @f()
  %v = call i64 @gc.coro.resume.va(ptr addrspace(10) %h, ptr %args, i64 2)
  call void @print(i64 %v)
  %w = call i64 @gc.coro.resume.va(ptr addrspace(10) %h, ptr null, i64 0)
  call void @print(i64 %w)
  ret i32 0
}
