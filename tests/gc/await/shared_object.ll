; An object that nobody else has before the await is written to on the first path, and by each continuation: all see all of it,
; wherever the object is by then. gc-coro-prepare keeps the optimizer from believing that the object is private.
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

define ptr addrspace(1) @counter() #0 {
  %object = call noalias ptr addrspace(1) @boxed(i64 1)
  %place = getelementptr i8, ptr addrspace(1) %object, i64 8
  %r = call %await @gc.coro.await.i64(ptr @counter, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %more = extractvalue %await %r, 2
  br i1 %resumed, label %continuation, label %first
first:
  store i64 100, ptr addrspace(1) %place
  ret ptr addrspace(1) %handle
continuation:
  %before = load i64, ptr addrspace(1) %place
  %after = add i64 %before, %more
  store i64 %after, ptr addrspace(1) %place
  call void @gc_poll()
  %again = load i64, ptr addrspace(1) %place
  call void @gc.coro.return.i64(i64 %again)
  ret ptr addrspace(1) null
}

define void @program() {
  %handle = call ptr addrspace(1) @counter()
  %one = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %handle, i64 1)
  call void @check(i64 %one, i64 101)
  %two = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %handle, i64 20)
  call void @check(i64 %two, i64 121)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
