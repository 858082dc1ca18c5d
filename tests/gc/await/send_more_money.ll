; SEND + MORE = MONEY with M = 1: six awaits one after the other, each with what is known so far, tried column by column.
; Each captures something else; the list of the digits in use grows on the heap.
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

@solutions = internal global i64 0
@money = internal global i64 0

define ptr addrspace(1) @solve() #0 {
  %used.m = call ptr addrspace(1) @cons(i64 1, ptr addrspace(1) null)
  %ask.d = call %await @gc.coro.await.i64(ptr @solve, ptr addrspace(1) null, i32 0)
  %handle.d = extractvalue %await %ask.d, 0
  %resumed.d = extractvalue %await %ask.d, 1
  %d = extractvalue %await %ask.d, 2
  br i1 %resumed.d, label %has.d, label %first.d
first.d:
  ret ptr addrspace(1) %handle.d
has.d:
  %taken.d = call i1 @contains(ptr addrspace(1) %used.m, i64 %d)
  br i1 %taken.d, label %nowhere, label %need.e
need.e:
  %used.d = call ptr addrspace(1) @cons(i64 %d, ptr addrspace(1) %used.m)
  %ask.e = call %await @gc.coro.await.i64(ptr @solve, ptr addrspace(1) null, i32 0)
  %handle.e = extractvalue %await %ask.e, 0
  %resumed.e = extractvalue %await %ask.e, 1
  %e = extractvalue %await %ask.e, 2
  br i1 %resumed.e, label %has.e, label %first.e
first.e:
  ret ptr addrspace(1) %handle.e
has.e:
  %taken.e = call i1 @contains(ptr addrspace(1) %used.d, i64 %e)
  br i1 %taken.e, label %nowhere, label %column.1
column.1:
  ; D + E = Y + 10 c1
  %used.e = call ptr addrspace(1) @cons(i64 %e, ptr addrspace(1) %used.d)
  %sum.1 = add i64 %d, %e
  %y = urem i64 %sum.1, 10
  %c1 = udiv i64 %sum.1, 10
  %taken.y = call i1 @contains(ptr addrspace(1) %used.e, i64 %y)
  br i1 %taken.y, label %nowhere, label %need.n
need.n:
  %used.y = call ptr addrspace(1) @cons(i64 %y, ptr addrspace(1) %used.e)
  %ask.n = call %await @gc.coro.await.i64(ptr @solve, ptr addrspace(1) null, i32 0)
  %handle.n = extractvalue %await %ask.n, 0
  %resumed.n = extractvalue %await %ask.n, 1
  %n = extractvalue %await %ask.n, 2
  br i1 %resumed.n, label %has.n, label %first.n
first.n:
  ret ptr addrspace(1) %handle.n
has.n:
  %taken.n = call i1 @contains(ptr addrspace(1) %used.y, i64 %n)
  br i1 %taken.n, label %nowhere, label %column.2
column.2:
  ; N + R + c1 = E + 10 c2: R is the only one that fits.
  %used.n = call ptr addrspace(1) @cons(i64 %n, ptr addrspace(1) %used.y)
  %e.and.20 = add i64 %e, 20
  %minus.n = sub i64 %e.and.20, %n
  %minus.c1 = sub i64 %minus.n, %c1
  %r = urem i64 %minus.c1, 10
  %taken.r = call i1 @contains(ptr addrspace(1) %used.n, i64 %r)
  br i1 %taken.r, label %nowhere, label %need.o
need.o:
  %used.r = call ptr addrspace(1) @cons(i64 %r, ptr addrspace(1) %used.n)
  %ask.o = call %await @gc.coro.await.i64(ptr @solve, ptr addrspace(1) null, i32 0)
  %handle.o = extractvalue %await %ask.o, 0
  %resumed.o = extractvalue %await %ask.o, 1
  %o = extractvalue %await %ask.o, 2
  br i1 %resumed.o, label %has.o, label %first.o
first.o:
  ret ptr addrspace(1) %handle.o
has.o:
  ; E + O + c2 = N + 10 c3
  %n.and.r = add i64 %n, %r
  %sum.2 = add i64 %n.and.r, %c1
  %c2 = udiv i64 %sum.2, 10
  %e.and.o = add i64 %e, %o
  %sum.3 = add i64 %e.and.o, %c2
  %digit.3 = urem i64 %sum.3, 10
  %c3 = udiv i64 %sum.3, 10
  %fits.3 = icmp eq i64 %digit.3, %n
  br i1 %fits.3, label %new.o, label %nowhere
new.o:
  %taken.o = call i1 @contains(ptr addrspace(1) %used.r, i64 %o)
  br i1 %taken.o, label %nowhere, label %need.s
need.s:
  %used.o = call ptr addrspace(1) @cons(i64 %o, ptr addrspace(1) %used.r)
  %ask.s = call %await @gc.coro.await.i64(ptr @solve, ptr addrspace(1) null, i32 0)
  %handle.s = extractvalue %await %ask.s, 0
  %resumed.s = extractvalue %await %ask.s, 1
  %s = extractvalue %await %ask.s, 2
  br i1 %resumed.s, label %has.s, label %first.s
first.s:
  ret ptr addrspace(1) %handle.s
has.s:
  ; S + 1 + c3 = O + 10
  %s.and.c3 = add i64 %s, %c3
  %sum.4 = add i64 %s.and.c3, 1
  %o.and.10 = add i64 %o, 10
  %fits.4 = icmp eq i64 %sum.4, %o.and.10
  br i1 %fits.4, label %new.s, label %nowhere
new.s:
  %taken.s = call i1 @contains(ptr addrspace(1) %used.o, i64 %s)
  br i1 %taken.s, label %nowhere, label %solution
solution:
  %money.o = call ptr addrspace(1) @cons(i64 %o, ptr addrspace(1) %used.m)
  %money.n = call ptr addrspace(1) @cons(i64 %n, ptr addrspace(1) %money.o)
  %money.e = call ptr addrspace(1) @cons(i64 %e, ptr addrspace(1) %money.n)
  %money.y = call ptr addrspace(1) @cons(i64 %y, ptr addrspace(1) %money.e)
  %money = call i64 @number_of(ptr addrspace(1) %money.y)
  store i64 %money, ptr @money
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
  %root = call ptr addrspace(1) @solve()
  call void @search(ptr addrspace(1) %root, i64 10)
  %solutions = load i64, ptr @solutions
  call void @check(i64 %solutions, i64 1)
  %money = load i64, ptr @money
  call void @check(i64 %money, i64 10652)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
