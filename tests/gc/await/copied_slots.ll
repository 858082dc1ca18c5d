; Variables with tracked pointers: each continuation has its own, with the content of the await, whatever the first path and other
; continuations write to theirs. (Without any optimization references would stay in stack memory, which no stack map describes.)
; LEVELS: split-O2 O2-split-O2
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }
%mixed = type { i64, ptr addrspace(1) }

@sum = internal global i64 0
@lengths = internal global i64 0

define ptr addrspace(1) @choose(i64 %depth, ptr addrspace(1) %box) #0 {
entry:
  %digits = alloca ptr addrspace(1)
  %both = alloca %mixed
  %left = alloca i64
  %length = getelementptr %mixed, ptr %both, i32 0, i32 0
  %own = getelementptr %mixed, ptr %both, i32 0, i32 1
  store ptr addrspace(1) null, ptr %digits
  store i64 0, ptr %length
  store ptr addrspace(1) %box, ptr %own
  store i64 %depth, ptr %left
  br label %loop
loop:
  %now = load i64, ptr %left
  %done = icmp eq i64 %now, 0
  br i1 %done, label %leaf, label %ask
ask:
  %r = call %await @gc.coro.await.i64(ptr @choose, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %digit = extractvalue %await %r, 2
  br i1 %resumed, label %chosen, label %first
first:
  store ptr addrspace(1) null, ptr %digits
  store ptr addrspace(1) null, ptr %own
  store i64 1000, ptr %length
  store i64 0, ptr %left
  ret ptr addrspace(1) %handle
chosen:
  %shorter = load ptr addrspace(1), ptr %digits
  %longer = call ptr addrspace(1) @cons(i64 %digit, ptr addrspace(1) %shorter)
  store ptr addrspace(1) %longer, ptr %digits
  ; Another box, whose number is larger by one: the variable changes.
  %old = load ptr addrspace(1), ptr %own
  %value = call i64 @unboxed(ptr addrspace(1) %old)
  %next.value = add i64 %value, 1
  %new = call ptr addrspace(1) @boxed(i64 %next.value)
  store ptr addrspace(1) %new, ptr %own
  %count = load i64, ptr %length
  %more = add i64 %count, 1
  store i64 %more, ptr %length
  %fewer = sub i64 %now, 1
  store i64 %fewer, ptr %left
  br label %loop
leaf:
  %all = load ptr addrspace(1), ptr %digits
  %number = call i64 @number_of(ptr addrspace(1) %all)
  %last = load ptr addrspace(1), ptr %own
  %boxed = call i64 @unboxed(ptr addrspace(1) %last)
  %together = add i64 %number, %boxed
  %before = load i64, ptr @sum
  %after = add i64 %before, %together
  store i64 %after, ptr @sum
  %digits.here = load i64, ptr %length
  %lengths.before = load i64, ptr @lengths
  %lengths.after = add i64 %lengths.before, %digits.here
  store i64 %lengths.after, ptr @lengths
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %argument) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %argument)
  ret ptr addrspace(1) %next
}

; 32 leaves of 5 digits; the boxes hold 5 + 5 there.
define void @program() {
  %box = call ptr addrspace(1) @boxed(i64 5)
  %root = call ptr addrspace(1) @choose(i64 5, ptr addrspace(1) %box)
  call void @grow(ptr addrspace(1) %root)
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 178096)
  %lengths = load i64, ptr @lengths
  call void @check(i64 %lengths, i64 160)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
