; A generator walks a tree in order, with a stack of nodes on the heap; each step makes a frame.
; DECLARATIONS
%await = type { ptr addrspace(1), i1 }

define ptr addrspace(1) @walk(ptr addrspace(1) %tree, ptr addrspace(1) %out) #0 {
entry:
  br label %descend
descend:
  %node = phi ptr addrspace(1) [ %tree, %entry ], [ %left, %push ], [ %right, %resumed ]
  %stack = phi ptr addrspace(1) [ null, %entry ], [ %pushed, %push ], [ %rest, %resumed ]
  %none = icmp eq ptr addrspace(1) %node, null
  br i1 %none, label %pop, label %push
push:
  %pushed = call ptr addrspace(1) @pair(ptr addrspace(1) %node, ptr addrspace(1) %stack)
  %top.node = call ptr addrspace(1) @first(ptr addrspace(1) %pushed)
  %left = call ptr addrspace(1) @first(ptr addrspace(1) %top.node)
  br label %descend
pop:
  %empty = icmp eq ptr addrspace(1) %stack, null
  br i1 %empty, label %end, label %yield
yield:
  %top = call ptr addrspace(1) @first(ptr addrspace(1) %stack)
  %rest = call ptr addrspace(1) @second(ptr addrspace(1) %stack)
  %number = call i64 @node_number(ptr addrspace(1) %top)
  %box = call ptr addrspace(1) @boxed(i64 %number)
  call void @gc_store(ptr addrspace(1) %out, i64 0, ptr addrspace(1) %box)
  %r = call %await @gc.coro.await(ptr @walk, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %r, 0
  %is.resumed = extractvalue %await %r, 1
  br i1 %is.resumed, label %resumed, label %first
first:
  ret ptr addrspace(1) %handle
resumed:
  %right = call ptr addrspace(1) @second(ptr addrspace(1) %top)
  br label %descend
end:
  ret ptr addrspace(1) null
}

; The numbers 1 to 31, weighed by their place: the sum of the squares.
define void @program() {
entry:
  %tree = call ptr addrspace(1) @tree_of(i64 1, i64 31)
  %out = call ptr addrspace(1) @pair(ptr addrspace(1) null, ptr addrspace(1) null)
  %begin = call ptr addrspace(1) @walk(ptr addrspace(1) %tree, ptr addrspace(1) %out)
  br label %loop
loop:
  %handle = phi ptr addrspace(1) [ %begin, %entry ], [ %next, %step ]
  %place = phi i64 [ 1, %entry ], [ %place.next, %step ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %step ]
  %done = icmp eq ptr addrspace(1) %handle, null
  br i1 %done, label %end, label %step
step:
  %box = call ptr addrspace(1) @first(ptr addrspace(1) %out)
  %number = call i64 @unboxed(ptr addrspace(1) %box)
  %weighed = mul i64 %number, %place
  %sum.next = add i64 %sum, %weighed
  %place.next = add i64 %place, 1
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle)
  br label %loop
end:
  call void @check(i64 %sum, i64 10416)
  %made = call i64 @gc_await_made()
  call void @check(i64 %made, i64 31)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
