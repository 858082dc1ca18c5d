; A generator in a buffer on its caller's stack, whose size the caller asks for: no frame is made. The generator is not
; inlined, and the buffer is a static alloca.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-split | FileCheck %s --check-prefix=SPLIT
; CHECK: 0
; CHECK-NEXT: 1
; CHECK-NEXT: 2
; CHECK-NEXT: 3
; CHECK-NEXT: 4
; CHECK-NEXT: {{^}}0{{$}}
; The state is not captured in itself: i and n, nothing else.
; SPLIT: @count.gc_coro = constant <{{.*}}> <{ i32 1, i32 2, i64 32, i64 8, i64 16, i64 0, i64 16, i64 16,
; SPLIT-LABEL: define i32 @main()
; SPLIT-NOT: gc.coro
; SPLIT: call ptr addrspace(10) @count(ptr addrspace(10) %{{.*}}, i64 0, i64 16, i64 5)
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
  %pointers = call i64 @gc.coro.size.pointers(ptr @count)
  %bytes = call i64 @gc.coro.size.bytes(ptr @count)
  %words = mul i64 %pointers, 8
  %header = add i64 %words, 16
  %size = add i64 %header, %bytes
  %memory = alloca i8, i64 %size, align 8
  store ptr null, ptr %memory
  %buffer = addrspacecast ptr %memory to ptr addrspace(10)
  %first = call ptr addrspace(10) @count(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, i64 5)
  br label %loop
loop:
  %h = phi ptr addrspace(10) [ %first, %0 ], [ %next, %loop ]
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  %done = icmp eq ptr addrspace(10) %next, null
  br i1 %done, label %out, label %loop
out:
  call void @print_frames_made()
  ret i32 0
}
