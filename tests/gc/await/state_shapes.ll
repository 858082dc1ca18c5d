; One state, two awaits: the first captures two objects, the second one other. What the first had in the state and the second does
; not need must die there.
; FAULTS: idle-words
; DECLARATIONS
%await = type { ptr addrspace(1), i1 }

@watch.a = internal global i32 0
@watch.b = internal global i32 0
@sum = internal global i64 0

define ptr addrspace(1) @f() #0 {
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @f)
  %a = call ptr addrspace(1) @boxed(i64 10)
  %b = call ptr addrspace(1) @boxed(i64 200)
  %watch.a = call i32 @gc_watch(ptr addrspace(1) %a)
  store i32 %watch.a, ptr @watch.a
  %watch.b = call i32 @gc_watch(ptr addrspace(1) %b)
  store i32 %watch.b, ptr @watch.b
  %r1 = call %await @gc.coro.await(ptr @f, ptr addrspace(1) %state, i32 1)
  %handle1 = extractvalue %await %r1, 0
  %resumed1 = extractvalue %await %r1, 1
  br i1 %resumed1, label %second, label %first
first:
  ret ptr addrspace(1) %handle1
second:
  %a.value = call i64 @unboxed(ptr addrspace(1) %a)
  %b.value = call i64 @unboxed(ptr addrspace(1) %b)
  %both = add i64 %a.value, %b.value
  %c = call ptr addrspace(1) @boxed(i64 3000)
  %r2 = call %await @gc.coro.await(ptr @f, ptr addrspace(1) %state, i32 1)
  %handle2 = extractvalue %await %r2, 0
  %resumed2 = extractvalue %await %r2, 1
  br i1 %resumed2, label %third, label %on
on:
  ret ptr addrspace(1) %handle2
third:
  %c.value = call i64 @unboxed(ptr addrspace(1) %c)
  %all = add i64 %both, %c.value
  store i64 %all, ptr @sum
  ret ptr addrspace(1) null
}

define void @program() {
  %h1 = call ptr addrspace(1) @f()
  call void @gc_poll()
  %a.first = load i32, ptr @watch.a
  call void @expect_alive(i32 %a.first)
  %b.first = load i32, ptr @watch.b
  call void @expect_alive(i32 %b.first)
  %h2 = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %h1)
  call void @gc_poll()
  %a.second = load i32, ptr @watch.a
  call void @expect_dead(i32 %a.second)
  %b.second = load i32, ptr @watch.b
  call void @expect_dead(i32 %b.second)
  %h3 = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %h2)
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 3210)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 1)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "gc-coro-write-barrier"="gc_await_written" "frame-pointer"="all" }
