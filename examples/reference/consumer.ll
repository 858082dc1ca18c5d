; A producer, a consumer with its state on the stack, and one that keeps the handle. docs/reference/dialect.md explains them.

%step = type { i64, ptr addrspace(1) }      ; a number, and the handle for the next; null at the end
%await = type { ptr addrspace(1), i1 }

define %step @numbers(i64 %count) #0 {
entry:
  br label %loop

loop:
  %number = phi i64 [ 1, %entry ], [ %next, %resumed ]
  %is.over = icmp ugt i64 %number, %count
  br i1 %is.over, label %over, label %await

await:
  %await.result = call %await @gc.coro.await(ptr @numbers, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %await.result, 0
  %is.resumed = extractvalue %await %await.result, 1
  br i1 %is.resumed, label %resumed, label %yield

yield:
  %with.number = insertvalue %step poison, i64 %number, 0
  %step = insertvalue %step %with.number, ptr addrspace(1) %handle, 1
  ret %step %step

resumed:
  %next = add i64 %number, 1
  br label %loop

over:
  ret %step { i64 0, ptr addrspace(1) null }
}

; Nobody else sees the handles, and each is resumed once: no frame is made.
define i64 @sum_of(i64 %count) {
entry:
  %first = call %step @numbers(i64 %count)
  br label %loop

loop:
  %step = phi %step [ %first, %entry ], [ %next, %body ]
  %sum = phi i64 [ 0, %entry ], [ %new.sum, %body ]
  %handle = extractvalue %step %step, 1
  %is.over = icmp eq ptr addrspace(1) %handle, null
  br i1 %is.over, label %over, label %body

body:
  %number = extractvalue %step %step, 0
  %new.sum = add i64 %sum, %number
  %next = call %step (ptr addrspace(1), ...) @gc.coro.resume.step(ptr addrspace(1) %handle)
  br label %loop

over:
  ret i64 %sum
}

; The handle outlives the function: its frame comes from the heap.
define void @keep(ptr addrspace(1) %place) {
  %first = call %step @numbers(i64 3)
  %handle = extractvalue %step %first, 1
  store ptr addrspace(1) %handle, ptr addrspace(1) %place
  ret void
}

declare ptr addrspace(1) @frame_new(ptr)
declare %await @gc.coro.await(ptr, ptr addrspace(1), i32)
declare %step @gc.coro.resume.step(ptr addrspace(1), ...)

attributes #0 = { presplitcoroutine noinline "gc-coro" "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
