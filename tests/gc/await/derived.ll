; Cursors into two arrays change places at each await, and a select says how far one has moved: derived pointers whose arrays
; nobody uses any more. Each continuation is called twice.
; FAULTS: raw-derived
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

@leaves = internal global i64 0
@sum = internal global i64 0

define ptr addrspace(1) @walk(ptr addrspace(1) %a, ptr addrspace(1) %b, i64 %steps) #0 {
entry:
  %a.first = getelementptr i8, ptr addrspace(1) %a, i64 8
  %b.third = getelementptr i8, ptr addrspace(1) %b, i64 24
  br label %loop
loop:
  %cursor = phi ptr addrspace(1) [ %a.first, %entry ], [ %other, %chosen ]
  %other = phi ptr addrspace(1) [ %b.third, %entry ], [ %kept, %chosen ]
  %left = phi i64 [ %steps, %entry ], [ %fewer, %chosen ]
  %sum = phi i64 [ 0, %entry ], [ %larger, %chosen ]
  %more = icmp sgt i64 %left, 0
  br i1 %more, label %ask, label %leaf
ask:
  %r = call %await @gc.coro.await.i64(ptr @walk, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %argument = extractvalue %await %r, 2
  br i1 %resumed, label %chosen, label %first
first:
  ret ptr addrspace(1) %handle
chosen:
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %cursor
  %step = add i64 %argument, 1
  %moved = getelementptr i64, ptr addrspace(1) %cursor, i64 %step
  %stays = icmp eq i64 %argument, 1
  %kept = select i1 %stays, ptr addrspace(1) %cursor, ptr addrspace(1) %moved
  %fewer = sub i64 %left, %step
  %double = mul i64 %sum, 2
  %larger = add i64 %double, %value
  br label %loop
leaf:
  %sum.before = load i64, ptr @sum
  %sum.after = add i64 %sum.before, %sum
  store i64 %sum.after, ptr @sum
  %before = load i64, ptr @leaves
  %after = add i64 %before, 1
  store i64 %after, ptr @leaves
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %argument) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %argument)
  ret ptr addrspace(1) %next
}

define void @program() {
  %a = call ptr addrspace(1) @array(i64 32)
  %b = call ptr addrspace(1) @array(i64 32)
  %root = call ptr addrspace(1) @walk(ptr addrspace(1) %a, ptr addrspace(1) %b, i64 8)
  call void @search(ptr addrspace(1) %root, i64 2)
  %leaves = load i64, ptr @leaves
  call void @check(i64 %leaves, i64 55)
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 7876)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
