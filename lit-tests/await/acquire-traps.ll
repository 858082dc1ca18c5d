; Without a hook a buffer that is too small ends the program.
; RUN: %await-split > %t.ll
; RUN: not --crash lli %t.ll
; RUN: FileCheck %s < %t.ll
; CHECK-LABEL: define internal ptr addrspace(10) @count.gc_coro.acquire(
; CHECK: %fits = icmp uge i64 %pointers, 0
; CHECK: cmpxchg ptr addrspace(11) %{{.*}}, ptr null, ptr @count.gc_coro.busy acq_rel acquire
; CHECK: call void @llvm.trap()
define ptr addrspace(10) @count(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %more ]
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 %i)
  %next = add i64 %i, 1
  %goes.on = icmp ult i64 %next, %n
  br i1 %goes.on, label %more, label %end
more:
  br label %loop
out:
  ret ptr addrspace(10) %h
end:
  ret ptr addrspace(10) null
}
define i32 @main() {
  %memory = alloca [32 x i8], align 8
  store ptr null, ptr %memory
  %buffer = addrspacecast ptr %memory to ptr addrspace(10)
  %h = call ptr addrspace(10) @count(ptr addrspace(10) %buffer, i64 0, i64 8, i64 5)
  ret i32 0
}
