; EXPECT: in function 'h': gc.coro.prealloc takes a function with awaits that is split in this module
; Found last of all: both functions with awaits are split by then, and calls elsewhere replaced.

declare { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr, ptr addrspace(10), i32)
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
declare i64 @gc.coro.resume.i64(ptr addrspace(10), i64)
declare void @gc.coro.share.p10(ptr addrspace(10))
declare i64 @gc.coro.size.bytes(ptr)
declare ptr addrspace(10) @new_frame(ptr)
declare ptr addrspace(10) @elsewhere()

define i64 @caller(ptr addrspace(10) %h) gc "julia" {
  call void @gc.coro.share.p10(ptr addrspace(10) %h)
  %r = call i64 @gc.coro.resume.i64(ptr addrspace(10) %h, i64 3)
  %size = call i64 @gc.coro.size.bytes(ptr @f)
  %sum = add i64 %r, %size
  ret i64 %sum
}

define ptr addrspace(10) @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
entry:
  %x = alloca i64
  store i64 %a, ptr %x
  %aw = call { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue { ptr addrspace(10), i1, i64 } %aw, 0
  %r = extractvalue { ptr addrspace(10), i1, i64 } %aw, 1
  br i1 %r, label %cont, label %out

out:
  ret ptr addrspace(10) %h

cont:
  %0 = load i64, ptr %x
  call void @print64(i64 %0)
  ret ptr addrspace(10) null
}

define ptr addrspace(10) @h() noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @elsewhere)
  ret ptr addrspace(10) %state
}
