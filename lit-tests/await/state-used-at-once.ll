; A state that the very next instruction uses.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define i64 @f0(
; CHECK: call void @note(ptr addrspace(1) %{{.+}})
; CHECK-NOT: undef
%await = type { ptr addrspace(1), i1, i64 }
define i64 @f0(i64 %a, i64 %b) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @f0)
  call void @note(ptr addrspace(1) %state)
  %w = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) %state, i32 1)
  %h = extractvalue %await %w, 0
  %r = extractvalue %await %w, 1
  %z = zext i1 %r to i64
  call void @publish(ptr addrspace(1) %h, i64 %z)
  ret i64 %b
}
define void @note(ptr addrspace(1) %s) noinline {
  %n = ptrtoint ptr addrspace(1) %s to i64
  %c = icmp ne i64 %n, 0
  %z = zext i1 %c to i64
  call void @tick(i64 %z)
  ret void
}
declare void @tick(i64)
declare void @publish(ptr addrspace(1), i64)
declare ptr addrspace(1) @frame_new(ptr)
declare ptr addrspace(1) @gc.coro.prealloc(ptr)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
