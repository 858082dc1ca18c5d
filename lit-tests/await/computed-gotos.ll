; Addresses of blocks mean nothing in a continuation, where the blocks are copies.
; RUN: opt -passes=gc-coro-prepare,gc-coro-split -verify-each -S %s | FileCheck %s
; CHECK-LABEL: define {{.*}}i64 @f0(
; CHECK-LABEL: define {{.*}} @f0.await.0(
; CHECK-NOT: indirectbr
%await = type { ptr addrspace(1), i1, i64 }
@table = private constant [2 x ptr] [ptr blockaddress(@f0, %one), ptr blockaddress(@f0, %two)]
define i64 @f0(i64 %a, i64 %b) #0 {
entry:
  %w = call %await @gc.coro.await.i64(ptr @f0, ptr addrspace(1) null, i32 0)
  %h = extractvalue %await %w, 0
  %r = extractvalue %await %w, 1
  %z = zext i1 %r to i64
  call void @publish(ptr addrspace(1) %h, i64 %z)
  %i = and i64 %a, 1
  %at = getelementptr ptr, ptr @table, i64 %i
  %to = load ptr, ptr %at
  indirectbr ptr %to, [ label %one, label %two ]
one:
  call void @tick(i64 1)
  ret i64 %z
two:
  call void @tick(i64 2)
  ret i64 %z
}
declare void @tick(i64)
declare void @publish(ptr addrspace(1), i64)
declare i64 @may_throw(i64)
declare ptr addrspace(1) @frame_new(ptr)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
declare i32 @__gxx_personality_v0(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
