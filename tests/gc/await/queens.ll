; Six queens on a board: each row is an await that asks for a column, and a continuation is called again with the next column when
; the first led nowhere.
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

@solutions = internal global i64 0
@sum = internal global i64 0

define ptr addrspace(1) @place(i64 %rows) #0 {
entry:
  br label %row
row:
  %left = phi i64 [ %rows, %entry ], [ %fewer, %safe ]
  %board = phi ptr addrspace(1) [ null, %entry ], [ %longer, %safe ]
  %full = icmp eq i64 %left, 0
  br i1 %full, label %solution, label %ask
ask:
  %r = call %await @gc.coro.await.i64(ptr @place, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  %column = extractvalue %await %r, 2
  br i1 %resumed, label %check, label %first
first:
  ret ptr addrspace(1) %handle
check:
  %rest = phi ptr addrspace(1) [ %board, %ask ], [ %further, %beside ]
  %distance = phi i64 [ 1, %ask ], [ %more, %beside ]
  %end = icmp eq ptr addrspace(1) %rest, null
  br i1 %end, label %safe, label %compare
compare:
  %other = call i64 @head(ptr addrspace(1) %rest)
  %apart = sub i64 %column, %other
  %same = icmp eq i64 %apart, 0
  %right = icmp eq i64 %apart, %distance
  %negated = sub i64 0, %distance
  %left.side = icmp eq i64 %apart, %negated
  %diagonal = or i1 %right, %left.side
  %beaten = or i1 %same, %diagonal
  br i1 %beaten, label %nowhere, label %beside
beside:
  %further = call ptr addrspace(1) @tail(ptr addrspace(1) %rest)
  %more = add i64 %distance, 1
  br label %check
safe:
  %longer = call ptr addrspace(1) @cons(i64 %column, ptr addrspace(1) %board)
  %fewer = sub i64 %left, 1
  br label %row
solution:
  %number = call i64 @number_of(ptr addrspace(1) %board)
  %sum.before = load i64, ptr @sum
  %sum.after = add i64 %sum.before, %number
  store i64 %sum.after, ptr @sum
  %before = load i64, ptr @solutions
  %after = add i64 %before, 1
  store i64 %after, ptr @solutions
  br label %nowhere
nowhere:
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %argument) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %argument)
  ret ptr addrspace(1) %next
}

define void @program() {
  %root = call ptr addrspace(1) @place(i64 6)
  call void @search(ptr addrspace(1) %root, i64 6)
  %solutions = load i64, ptr @solutions
  call void @check(i64 %solutions, i64 4)
  %sum = load i64, ptr @sum
  call void @check(i64 %sum, i64 1111110)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
