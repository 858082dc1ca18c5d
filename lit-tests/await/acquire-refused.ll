; A buffer that is too small, in bytes or in pointers, and one that is in use: the hook's answer is the state. Freed, the buffer is
; taken again.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: 100
; CHECK-NEXT: 7
; CHECK-NEXT: 100
; CHECK-NEXT: 7
; CHECK-NEXT: 7
; CHECK-NEXT: 100
; CHECK-NEXT: 7
; CHECK-NEXT: 7
; CHECK-NEXT: {{^}}3{{$}}
define ptr addrspace(10) @once(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, ptr addrspace(10) %object) presplitcoroutine noinline "gc-coro" "gc-coro-acquire-failed"="other" {
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes)
  %seven = call i64 @seven()
  %r = call %none @gc.coro.await(ptr @once, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @print(i64 %seven)
  ret ptr addrspace(10) %object
}
@number.seven = global i64 7
define i64 @seven() noinline {
  %v = load volatile i64, ptr @number.seven
  ret i64 %v
}
define ptr addrspace(10) @other(ptr addrspace(10) %buffer, ptr %descriptor) {
  call void @print(i64 100)
  %state = call ptr addrspace(10) @new_frame(ptr %descriptor)
  ret ptr addrspace(10) %state
}
define void @run(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes) noinline {
  %object = call ptr addrspace(10) @new_object()
  %h = call ptr addrspace(10) @once(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, ptr addrspace(10) %object)
  %same = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  %is = icmp eq ptr addrspace(10) %same, %object
  br i1 %is, label %good, label %bad
good:
  ret void
bad:
  call void @print(i64 -2)
  ret void
}
define i32 @main() {
  %memory = alloca [32 x i8], align 8
  store ptr null, ptr %memory
  %buffer = addrspacecast ptr %memory to ptr addrspace(10)
  call void @run(ptr addrspace(10) %buffer, i64 1, i64 7)
  call void @run(ptr addrspace(10) %buffer, i64 0, i64 8)
  call void @run(ptr addrspace(10) %buffer, i64 1, i64 8)
  call void @run(ptr addrspace(10) %buffer, i64 1, i64 8)
  store volatile ptr null, ptr %memory
  call void @run(ptr addrspace(10) %buffer, i64 1, i64 8)
  call void @print_frames_made()
  ret i32 0
}
