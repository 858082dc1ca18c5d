; A generator by hand: `count` yields first, first + 1, … without an end. docs/tutorials/generator.md explains it.

define ptr @count(i64 %first) presplitcoroutine {
entry:
  %yielded = alloca i64
  %id = call token @llvm.coro.id(i32 8, ptr %yielded, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @malloc(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  br label %loop

loop:
  %number = phi i64 [ %first, %entry ], [ %next, %resumed ]
  store i64 %number, ptr %yielded
  %what = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %what, label %suspended [
    i8 0, label %resumed
    i8 1, label %destroyed
  ]

resumed:
  %next = add i64 %number, 1
  br label %loop

destroyed:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @free(ptr %to.free)
  br label %suspended

suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

; Prints three numbers of the generator, and destroys it.
define i32 @main() {
entry:
  %frame = call ptr @count(i64 10)
  br label %loop

loop:
  %turn = phi i32 [ 0, %entry ], [ %next.turn, %loop ]
  %promise = call ptr @llvm.coro.promise(ptr %frame, i32 8, i1 false)
  %number = load i64, ptr %promise
  call i32 (ptr, ...) @printf(ptr @format, i64 %number)
  call void @llvm.coro.resume(ptr %frame)
  %next.turn = add i32 %turn, 1
  %more = icmp ult i32 %next.turn, 3
  br i1 %more, label %loop, label %end

end:
  call void @llvm.coro.destroy(ptr %frame)
  ret i32 0
}

@format = private constant [6 x i8] c"%lld\0A\00"

declare ptr @malloc(i64)
declare void @free(ptr)
declare i32 @printf(ptr, ...)

declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare ptr @llvm.coro.promise(ptr, i32, i1)
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)
