; A struct that a call has returned is captured leaf by leaf, and so is a vector of references; each continuation is called twice.
; FAULTS: whole-aggregates
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }
%counted = type { ptr addrspace(1), i64 }

@sum = internal global i64 0

define ptr addrspace(1) @choose(i64 %depth, ptr addrspace(1) %one, ptr addrspace(1) %two) #0 {
entry:
  %begin.cell = insertvalue %counted poison, ptr addrspace(1) null, 0
  %begin = insertvalue %counted %begin.cell, i64 0, 1
  %vector.one = insertelement <2 x ptr addrspace(1)> poison, ptr addrspace(1) %one, i32 0
  %vector = insertelement <2 x ptr addrspace(1)> %vector.one, ptr addrspace(1) %two, i32 1
  br label %loop
loop:
  %list.counted = phi %counted [ %begin, %entry ], [ %longer, %chosen ]
  %boxes = phi <2 x ptr addrspace(1)> [ %vector, %entry ], [ %swapped, %chosen ]
  %length = extractvalue %counted %list.counted, 1
  %done = icmp eq i64 %length, %depth
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
  %swapped = shufflevector <2 x ptr addrspace(1)> %boxes, <2 x ptr addrspace(1)> poison, <2 x i32> <i32 1, i32 0>
  %list = extractvalue %counted %list.counted, 0
  %longer = call %counted @counted_cons(i64 %digit, ptr addrspace(1) %list, i64 %length)
  br label %loop
leaf:
  %all = extractvalue %counted %list.counted, 0
  %number = call i64 @number_of(ptr addrspace(1) %all)
  %box = extractelement <2 x ptr addrspace(1)> %boxes, i32 0
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  %both = add i64 %number, %value
  %before = load i64, ptr @sum
  %after = add i64 %before, %both
  store i64 %after, ptr @sum
  ret ptr addrspace(1) null
}

; A longer list with its length, as one value.
define %counted @counted_cons(i64 %digit, ptr addrspace(1) %list, i64 %length) noinline {
  %cell = call ptr addrspace(1) @cons(i64 %digit, ptr addrspace(1) %list)
  %more = add i64 %length, 1
  %half = insertvalue %counted poison, ptr addrspace(1) %cell, 0
  %both = insertvalue %counted %half, i64 %more, 1
  ret %counted %both
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %argument) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %argument)
  ret ptr addrspace(1) %next
}

; 32 leaves of 5 digits, and of the second box, because the two were swapped 5 times.
define void @program() {
  %one = call ptr addrspace(1) @boxed(i64 1)
  %two = call ptr addrspace(1) @boxed(i64 2)
  %root = call ptr addrspace(1) @choose(i64 5, ptr addrspace(1) %one, ptr addrspace(1) %two)
  call void @grow(ptr addrspace(1) %root)
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 177840)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
