; In how many arrangements can queens stand on a board? Each row is an await that asks for a column, and its continuation is called
; once for each column. docs/tutorials/await.md explains it.

%await = type { ptr addrspace(1), i1, i64 }

define i64 @queens(i64 %rows) #0 {
entry:
  %board = alloca [8 x i64]
  br label %row

row:
  %row.number = phi i64 [ 0, %entry ], [ %next.row, %safe ]
  %is.full = icmp eq i64 %row.number, %rows
  br i1 %is.full, label %solution, label %choose

choose:
  %await = call %await @gc.coro.await.i64(ptr @queens, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %await, 0
  %resumed = extractvalue %await %await, 1
  %column = extractvalue %await %await, 2
  br i1 %resumed, label %chosen, label %first

first:
  %count = call i64 @try_all(ptr addrspace(1) %handle, i64 %rows)
  ret i64 %count

chosen:
  %is.attacked = call zeroext i1 @is_attacked(ptr %board, i64 %row.number, i64 %column)
  br i1 %is.attacked, label %nowhere, label %safe

safe:
  %place = getelementptr i64, ptr %board, i64 %row.number
  store i64 %column, ptr %place
  %next.row = add i64 %row.number, 1
  br label %row

nowhere:
  ret i64 0

solution:
  ret i64 1
}

; Calls the continuation with each column, and adds what it returns.
define i64 @try_all(ptr addrspace(1) %handle, i64 %columns) noinline {
entry:
  br label %loop

loop:
  %column = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi i64 [ 0, %entry ], [ %new.sum, %loop ]
  %count = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %handle, i64 %column)
  %new.sum = add i64 %sum, %count
  %next = add i64 %column, 1
  %is.last = icmp eq i64 %next, %columns
  br i1 %is.last, label %end, label %loop

end:
  ret i64 %new.sum
}

declare zeroext i1 @is_attacked(ptr, i64, i64)
declare ptr addrspace(1) @frame_new(ptr)
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
declare i64 @gc.coro.resume.i64(ptr addrspace(1), ...)

attributes #0 = { presplitcoroutine noinline "gc-coro" "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
