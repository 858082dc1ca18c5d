; A variable is captured before anything was stored there: the frame has null for it, not what happened to be on the stack.
; (Without any optimization references would stay in stack memory, which no stack map describes.)
; LEVELS: split-O2 O2-split-O2
; FAULTS: no-nulls
; FAULT-LEVEL: bare
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }
%two = type { ptr addrspace(1), ptr addrspace(1) }

@sum = internal global i64 0

; The first continuation fills one half of the variable, the second one the other.
define ptr addrspace(1) @fill(i64 %value) #0 {
  %both = alloca %two
  %one = getelementptr %two, ptr %both, i32 0, i32 0
  %other = getelementptr %two, ptr %both, i32 0, i32 1
  %r1 = call %await @gc.coro.await.i64(ptr @fill, ptr addrspace(1) null, i32 0)
  %handle1 = extractvalue %await %r1, 0
  %resumed1 = extractvalue %await %r1, 1
  %x = extractvalue %await %r1, 2
  br i1 %resumed1, label %second, label %first
first:
  ret ptr addrspace(1) %handle1
second:
  %box.x = call ptr addrspace(1) @boxed(i64 %x)
  store ptr addrspace(1) %box.x, ptr %one
  %r2 = call %await @gc.coro.await.i64(ptr @fill, ptr addrspace(1) null, i32 0)
  %handle2 = extractvalue %await %r2, 0
  %resumed2 = extractvalue %await %r2, 1
  %y = extractvalue %await %r2, 2
  br i1 %resumed2, label %third, label %on
on:
  ret ptr addrspace(1) %handle2
third:
  %box.y = call ptr addrspace(1) @boxed(i64 %y)
  store ptr addrspace(1) %box.y, ptr %other
  %last.one = load ptr addrspace(1), ptr %one
  %last.other = load ptr addrspace(1), ptr %other
  call void @add(ptr addrspace(1) %last.one, ptr addrspace(1) %last.other)
  ret ptr addrspace(1) null
}

define void @add(ptr addrspace(1) %one, ptr addrspace(1) %other) noinline {
  %x = call i64 @unboxed(ptr addrspace(1) %one)
  %y = call i64 @unboxed(ptr addrspace(1) %other)
  %ten = mul i64 %x, 10
  %both = add i64 %ten, %y
  %before = load i64, ptr @sum
  %after = add i64 %before, %both
  store i64 %after, ptr @sum
  ret void
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %argument) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %argument)
  ret ptr addrspace(1) %next
}

; 00 + 01 + 10 + 11
define void @program() {
  call void @scribble()
  %root = call ptr addrspace(1) @fill(i64 1)
  call void @grow(ptr addrspace(1) %root)
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 22)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
