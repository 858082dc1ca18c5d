; A task of multi-shot awaits, of which each handle is called twice: by two threads, which may do so at the same time. Each
; continuation has variables of its own, and shares the objects. After six awaits there are 64 ends.
; FAULTS: raw-derived
; RUNTIMES: mmtk
; THREADS: yes
; DECLARATIONS
%await = type { ptr addrspace(1), i1, i64 }

define ptr addrspace(1) @task() #0 {
entry:
  %numbers = call ptr addrspace(1) @array(i64 16)
  %variable = alloca i64
  store i64 0, ptr %variable
  br label %loop
loop:
  %round = phi i64 [ 0, %entry ], [ %round.next, %work ]
  %history = phi ptr addrspace(1) [ null, %entry ], [ %longer, %work ]
  %field.offset = add i64 %round, 1
  %field = getelementptr i64, ptr addrspace(1) %numbers, i64 %field.offset
  %r = call %await @gc.coro.await.i64(ptr @task, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %r, 0
  %resumed = extractvalue %await %r, 1
  br i1 %resumed, label %arrived, label %on
on:
  ret ptr addrspace(1) %handle
arrived:
  %value = load i64, ptr addrspace(1) %field
  %longer = call ptr addrspace(1) @cons(i64 %value, ptr addrspace(1) %history)
  %count = load i64, ptr %variable
  %count.next = add i64 %count, 1
  store i64 %count.next, ptr %variable
  %round.next = add i64 %round, 1
  %last = icmp eq i64 %round.next, 6
  br i1 %last, label %end, label %work
work:
  br label %loop
end:
  %number = call i64 @number_of(ptr addrspace(1) %longer)
  %counted = load i64, ptr %variable
  %sum = add i64 %number, %counted
  call void @add_to_total(i64 %sum)
  ret ptr addrspace(1) null
}

define ptr addrspace(1) @begun(i64 %number) {
  %handle = call ptr addrspace(1) @task()
  ret ptr addrspace(1) %handle
}

define ptr addrspace(1) @resumed(ptr addrspace(1) %handle, i64 %unused) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %unused)
  ret ptr addrspace(1) %next
}

define void @with_threads(i64 %threads) {
  %got = call i64 @called_twice(i64 %threads)
  ; 64 times 123456 + 6, and the 64 ends
  call void @check(i64 %got, i64 7901568064)
  ret void
}

define void @program() {
  call void @with_threads(i64 1)
  call void @with_threads(i64 2)
  call void @with_threads(i64 8)
  ret void
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="gc_await_new" "frame-pointer"="all" }
