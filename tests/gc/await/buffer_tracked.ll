; A generator in a buffer on the stack of its caller: objects that nothing but the buffer holds survive and move, are dead when the
; buffer is filled without them, and when it is taken back. No frame is allocated.
; DECLARATIONS
%await = type { ptr addrspace(1), i1 }

@watch.box = internal global i32 0
@watch.cell = internal global i32 0
@sum = internal global i64 0

define ptr addrspace(1) @collect(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 %n) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.acquire(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes)
  %box = call ptr addrspace(1) @boxed(i64 100000)
  %watch = call i32 @gc_watch(ptr addrspace(1) %box)
  store i32 %watch, ptr @watch.box
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %resumed ]
  %list = phi ptr addrspace(1) [ null, %entry ], [ %longer, %resumed ]
  %more = icmp ult i64 %i, %n
  br i1 %more, label %yield, label %last
yield:
  %longer = call ptr addrspace(1) @cons(i64 %i, ptr addrspace(1) %list)
  %r = call %await @gc.coro.await(ptr @collect, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  br i1 %is.resumed, label %resumed, label %on
on:
  ret ptr addrspace(1) %handle
resumed:
  %next = add i64 %i, 1
  br label %loop
last:
  %number = call i64 @number_of(ptr addrspace(1) %list)
  %boxed = call i64 @unboxed(ptr addrspace(1) %box)
  %sum = add i64 %number, %boxed
  store i64 %sum, ptr @sum
  %cell.watch = call i32 @gc_watch(ptr addrspace(1) %list)
  store i32 %cell.watch, ptr @watch.cell
  ; This one captures the list alone.
  %q = call %await @gc.coro.await(ptr @collect, ptr addrspace(1) %state, i32 1)
  %last.handle = extractvalue %await %q, 0
  %last.resumed = extractvalue %await %q, 1
  br i1 %last.resumed, label %end, label %last.on
last.on:
  ret ptr addrspace(1) %last.handle
end:
  %again = call i64 @number_of(ptr addrspace(1) %list)
  %before = load i64, ptr @sum
  %after = add i64 %before, %again
  store i64 %after, ptr @sum
  ret ptr addrspace(1) null
}

define void @program() {
  call void @with_buffer()
  call void @gc_poll()
  %cell = load i32, ptr @watch.cell
  call void @expect_dead(i32 %cell)
  ; 01234 twice, and the box
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 102468)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 0)
  ret void
}

define void @with_buffer() noinline {
entry:
  %pointers = call i64 @gc.coro.size.pointers(ptr @collect)
  %bytes = call i64 @gc.coro.size.bytes(ptr @collect)
  %words = mul i64 %pointers, 8
  %rest = add i64 %bytes, 16
  %size = add i64 %words, %rest
  %memory = alloca i8, i64 %size, align 8
  %buffer = call ptr addrspace(1) @register_buffer(ptr %memory)
  %begin = call ptr addrspace(1) @collect(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 5)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %handle = phi ptr addrspace(1) [ %begin, %entry ], [ %later, %loop ]
  call void @gc_poll()
  %box = load i32, ptr @watch.box
  call void @expect_alive(i32 %box)
  %later = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 5
  br i1 %more, label %loop, label %last
last:
  call void @gc_poll()
  %box.now = load i32, ptr @watch.box
  call void @expect_dead(i32 %box.now)
  %cell = load i32, ptr @watch.cell
  call void @expect_alive(i32 %cell)
  %none = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %later)
  call void @unregister_buffer(ptr %memory)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "frame-pointer"="all" }
