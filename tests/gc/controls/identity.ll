; The task that runs after a suspension is another than the one before it: what belongs to the task is asked for again.
; EXPECT: 2 20
; FAULT: saved-identity
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare void @llvm.coro.resume(ptr)
declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare i32 @printf(ptr, ...)

@first = global { i64, ptr } { i64 1, ptr @first.own }
@first.own = global i64 10
@second = global { i64, ptr } { i64 2, ptr @second.own }
@second.own = global i64 20
@running = global ptr @first
@line = private constant [11 x i8] c"%lld %lld\0A\00"

define ptr @current_task() noinline {
  %task = load volatile ptr, ptr @running
  ret ptr %task
}

define ptr @f() presplitcoroutine "gc-coro-model"="tracked:1/identity:current_task" {
entry:
  %task = call ptr @current_task()
  %place = getelementptr { i64, ptr }, ptr %task, i32 0, i32 1
  %own = load ptr, ptr %place
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @calloc(i64 1, i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %resumed
                             i8 1, label %end ]
resumed:
  %number = load i64, ptr %task
  %field = load i64, ptr %own
  %printed = call i32 (ptr, ...) @printf(ptr @line, i64 %number, i64 %field)
  br label %end
end:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @free(ptr %to.free)
  br label %out
out:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

define i32 @main() {
  %frame = call ptr @f()
  store volatile ptr @second, ptr @running
  call void @llvm.coro.resume(ptr %frame)
  ret i32 0
}
