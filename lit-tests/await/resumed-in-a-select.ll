; A select by `resumed` needs one of its operands only: nothing is captured.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define {{.*}}i64 @f0.await.0(
; CHECK: ret i64 %{{.+}}
%await = type { ptr addrspace(1), i1, i64 }
define i64 @f0(i64 %a, i64 %b) #0 {
entry:
  %w = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 2)
  %h = extractvalue %await %w, 0
  %r = extractvalue %await %w, 1
  %x = extractvalue %await %w, 2
  br i1 %r, label %c, label %f
c:
  br label %j
f:
  call void @publish(ptr addrspace(1) %h, i64 0)
  br label %j
j:
  %p = select i1 %r, i64 %x, i64 %b
  ret i64 %p
}
declare void @publish(ptr addrspace(1), i64)
declare ptr addrspace(1) @frame_new(ptr)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
