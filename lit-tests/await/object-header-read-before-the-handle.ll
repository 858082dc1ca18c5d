; A program reads the word before each handle that it gets, as a collector does: of an await without state, and of a buffer, before
; which the caller has put the word itself. gc.coro.size.bytes counts it, and the buffer is large enough by exactly that.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; CHECK: {{^}}11{{$}}
; CHECK-NEXT: {{^}}42{{$}}
; CHECK-NEXT: {{^}}24{{$}}
; CHECK-NEXT: {{^}}11{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
define ptr addrspace(10) @plain() presplitcoroutine noinline "gc-coro" "gc-coro-reentered"="again" "gc-coro-object-header"="11" {
entry:
  %r = call %i64 @gc.coro.await.i64(ptr @plain, ptr addrspace(10) null, i32 2)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %arg = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %v = add i64 %arg, 2
  call void @gc.coro.return.i64(i64 %v)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @count(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-reentered"="again" "gc-coro-object-header"="11" {
entry:
  %state = call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ]
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
cont:
  call void @print(i64 %i)
  %next = add i64 %i, 1
  %goes.on = icmp ult i64 %next, %n
  br i1 %goes.on, label %loop, label %end
out:
  ret ptr addrspace(10) %h
end:
  ret ptr addrspace(10) null
}
define void @print_header(ptr addrspace(10) %object) noinline {
  %address = getelementptr i8, ptr addrspace(10) %object, i64 -8
  %word = load i64, ptr addrspace(10) %address
  call void @print(i64 %word)
  ret void
}
define i32 @main() {
  %h = call ptr addrspace(10) @plain()
  call void @print_header(ptr addrspace(10) %h)
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h, i64 40)
  call void @print(i64 %v)
  %pointers = call i64 @gc.coro.size.pointers(ptr @count)
  %bytes = call i64 @gc.coro.size.bytes(ptr @count)
  call void @print(i64 %bytes)
  %words = mul i64 %pointers, 8
  %two = add i64 %words, 16
  %size = add i64 %two, %bytes
  %memory = alloca i8, i64 %size, align 8
  store i64 11, ptr %memory
  %object = getelementptr i8, ptr %memory, i64 8
  store ptr null, ptr %object
  %buffer = addrspacecast ptr %object to ptr addrspace(10)
  call void @print_header(ptr addrspace(10) %buffer)
  %first = call ptr addrspace(10) @count(ptr addrspace(10) %buffer, i64 %pointers, i64 %bytes, i64 3)
  br label %loop
loop:
  %handle = phi ptr addrspace(10) [ %first, %0 ], [ %next, %loop ]
  %next = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %handle)
  %done = icmp eq ptr addrspace(10) %next, null
  br i1 %done, label %out, label %loop
out:
  ret i32 0
}
