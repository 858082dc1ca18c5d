; A tree of continuations: each is called twice, and all frames of one depth are there together. Then the same tree once more,
; from the same root: no call has changed a frame.
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

@sum = internal global i64 0

; Asks for `depth` digits; what is after the last await adds up the numbers and what is in the box.
define ptr addrspace(1) @choose(i64 %depth, ptr addrspace(1) %box) #0 {
entry:
  br label %loop
loop:
  %left = phi i64 [ %depth, %entry ], [ %fewer, %chosen ]
  %digits = phi ptr addrspace(1) [ null, %entry ], [ %longer, %chosen ]
  %done = icmp eq i64 %left, 0
  br i1 %done, label %leaf, label %ask
ask:
  %r = call %await @gc.coro.await.i64(ptr @choose, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %digit = extractvalue %await %r, 2
  br i1 %resumed, label %chosen, label %first
first:
  ret ptr addrspace(1) %handle
chosen:
  %longer = call ptr addrspace(1) @cons(i64 %digit, ptr addrspace(1) %digits)
  %fewer = sub i64 %left, 1
  br label %loop
leaf:
  %number = call i64 @number_of(ptr addrspace(1) %digits)
  %own = call i64 @unboxed(ptr addrspace(1) %box)
  %both = add i64 %number, %own
  %before = load i64, ptr @sum
  %after = add i64 %before, %both
  store i64 %after, ptr @sum
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %argument) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %argument)
  ret ptr addrspace(1) %next
}

; 128 leaves: each of 7 digits is 1 in half of them.
define void @program() {
  %box = call ptr addrspace(1) @boxed(i64 5)
  %root = call ptr addrspace(1) @choose(i64 7, ptr addrspace(1) %box)
  call void @grow(ptr addrspace(1) %root)
  %once = load i64, ptr @sum
  call void @check(i64 %once, i64 71111744)
  call void @grow(ptr addrspace(1) %root)
  %twice = load i64, ptr @sum
  call void @check(i64 %twice, i64 142223488)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
