; The results of two awaits meet as a whole in a phi and a select, without a branch on what was resumed, as optimisers leave them.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}15{{$}}
; CHECK-NEXT: {{^}}25{{$}}
define ptr addrspace(10) @f(i1 %c, i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  br i1 %c, label %one, label %two
one:
  %r1 = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  br label %joined
two:
  %r2 = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  br label %joined
joined:
  %r = phi %i64 [ %r1, %one ], [ %r2, %two ]
  %b = phi i64 [ 10, %one ], [ 20, %two ]
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %v = extractvalue %i64 %r, 2
  %sum = add i64 %v, %b
  %wide = zext i1 %resumed to i64
  %shown = mul i64 %sum, %wide
  call void @show(i64 %shown)
  %result = select i1 %resumed, ptr addrspace(10) null, ptr addrspace(10) %h
  ret ptr addrspace(10) %result
}
define void @show(i64 %v) noinline {
  %nothing = icmp eq i64 %v, 0
  br i1 %nothing, label %end, label %some
some:
  call void @print(i64 %v)
  ret void
end:
  ret void
}
define i32 @main() {
  %h = call ptr addrspace(10) @f(i1 true, i64 1)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h, i64 5)
  %h2 = call ptr addrspace(10) @f(i1 false, i64 1)
  %n2 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h2, i64 5)
  ret i32 0
}
