; Examples of docs/reference/dialect.md, with a main that runs them:
;     opt -load-pass-plugin=PLUGIN -S await.ll -passes='gc-coro-prepare,gc-coro-split' | lli

%await = type { ptr addrspace(1), i1 }
%await.i64 = type { ptr addrspace(1), i1, i64 }

; The function returns a handle, and its continuation a number.
define ptr addrspace(1) @adder(i64 %a) #0 {
  %await = call %await.i64 @gc.coro.await.i64(ptr @adder, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await.i64 %await, 0
  %resumed = extractvalue %await.i64 %await, 1
  %b = extractvalue %await.i64 %await, 2
  br i1 %resumed, label %continuation, label %first

first:
  ret ptr addrspace(1) %handle

continuation:
  %sum = add i64 %a, %b
  call void @gc.coro.return.i64(i64 %sum)
  ret ptr addrspace(1) null
}

; One-shot: the second call of the handle calls @called_again.
define ptr addrspace(1) @once() #1 {
  %await = call %await @gc.coro.await(ptr @once, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %await, 0
  %resumed = extractvalue %await %await, 1
  br i1 %resumed, label %continuation, label %first

first:
  ret ptr addrspace(1) %handle

continuation:
  call void @gc.coro.return.i64(i64 7)
  ret ptr addrspace(1) null
}

; No state: nothing is captured, and the handle is a constant.
define ptr addrspace(1) @doubler() #0 {
  %await = call %await.i64 @gc.coro.await.i64(ptr @doubler, ptr addrspace(1) null, i32 2)
  %handle = extractvalue %await.i64 %await, 0
  %resumed = extractvalue %await.i64 %await, 1
  %number = extractvalue %await.i64 %await, 2
  br i1 %resumed, label %continuation, label %first

first:
  ret ptr addrspace(1) %handle

continuation:
  %double = mul i64 %number, 2
  call void @gc.coro.return.i64(i64 %double)
  ret ptr addrspace(1) null
}

; Each call of the handle adds 1 to one object.
define ptr addrspace(1) @counter() #0 {
  %object = call ptr addrspace(1) @object_new()
  call void @gc.coro.share(ptr addrspace(1) %object)
  store i64 0, ptr addrspace(1) %object
  %await = call %await @gc.coro.await(ptr @counter, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %await, 0
  %resumed = extractvalue %await %await, 1
  br i1 %resumed, label %continuation, label %first

first:
  ret ptr addrspace(1) %handle

continuation:
  %old = load i64, ptr addrspace(1) %object
  %new = add i64 %old, 1
  store i64 %new, ptr addrspace(1) %object
  call void @gc.coro.return.i64(i64 %new)
  ret ptr addrspace(1) null
}

define i32 @main() {
  %adder = call ptr addrspace(1) @adder(i64 40)
  %sum = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %adder, i64 2)
  call void @print(i64 %sum)
  %doubler = call ptr addrspace(1) @doubler()
  %double = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %doubler, i64 21)
  call void @print(i64 %double)
  %counter = call ptr addrspace(1) @counter()
  %one = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %counter)
  call void @print(i64 %one)
  %two = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %counter)
  call void @print(i64 %two)
  %once = call ptr addrspace(1) @once()
  %seven = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %once)
  call void @print(i64 %seven)
  %again = call i64 (ptr addrspace(1), ...) @gc.coro.resume.i64(ptr addrspace(1) %once)
  ret i32 0
}

; A runtime in a few lines. Nothing is ever freed.
define ptr addrspace(1) @frame_new(ptr %descriptor) noinline {
  %size.place = getelementptr i8, ptr %descriptor, i64 8
  %size = load i64, ptr %size.place
  %memory = call ptr @calloc(i64 1, i64 %size)
  %frame = addrspacecast ptr %memory to ptr addrspace(1)
  ret ptr addrspace(1) %frame
}

define ptr addrspace(1) @object_new() noinline {
  %memory = call ptr @calloc(i64 1, i64 8)
  %object = addrspacecast ptr %memory to ptr addrspace(1)
  ret ptr addrspace(1) %object
}

define void @called_again() noinline {
  call i32 @puts(ptr @again)
  call void @exit(i32 0)
  unreachable
}

define void @print(i64 %number) noinline {
  call i32 (ptr, ...) @printf(ptr @format, i64 %number)
  ret void
}

@format = private constant [6 x i8] c"%lld\0A\00"
@again = private constant [30 x i8] c"a one-shot handle, once again\00"

declare %await @gc.coro.await(ptr, ptr addrspace(1), i32)
declare %await.i64 @gc.coro.await.i64(ptr, ptr addrspace(1), i32)
declare void @gc.coro.return.i64(i64)
declare i64 @gc.coro.resume.i64(ptr addrspace(1), ...)
declare void @gc.coro.share(ptr addrspace(1))
declare ptr @calloc(i64, i64)
declare i32 @printf(ptr, ...)
declare i32 @puts(ptr)
declare void @exit(i32)

attributes #0 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
attributes #1 = { "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" "gc-coro-reentered"="called_again" }
