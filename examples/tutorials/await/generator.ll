; One generator in three forms: `count` yields first, first + 1, … and differs in where its frames come from.
; docs/tutorials/await.md explains it.

%step = type { i64, ptr addrspace(1) }      ; what is yielded, and the handle for the next step
%await = type { ptr addrspace(1), i1 }      ; the handle, and whether this is a continuation

; Each step has a frame of its own. Each handle can be called any number of times.
define %step @count_fresh(i64 %first) #0 {
entry:
  br label %loop

loop:
  %number = phi i64 [ %first, %entry ], [ %next, %resumed ]
  %await = call %await @gc.coro.await(ptr @count_fresh, ptr addrspace(1) null, i32 0)
  %handle = extractvalue %await %await, 0
  %is.resumed = extractvalue %await %await, 1
  br i1 %is.resumed, label %resumed, label %yield

yield:
  %with.number = insertvalue %step poison, i64 %number, 0
  %step = insertvalue %step %with.number, ptr addrspace(1) %handle, 1
  ret %step %step

resumed:
  %next = add i64 %number, 1
  br label %loop
}

; One frame, which each step fills again. A handle is called once.
define %step @count_preallocated(i64 %first) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.prealloc(ptr @count_preallocated)
  br label %loop

loop:
  %number = phi i64 [ %first, %entry ], [ %next, %resumed ]
  %await = call %await @gc.coro.await(ptr @count_preallocated, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %await, 0
  %is.resumed = extractvalue %await %await, 1
  br i1 %is.resumed, label %resumed, label %yield

yield:
  %with.number = insertvalue %step poison, i64 %number, 0
  %step = insertvalue %step %with.number, ptr addrspace(1) %handle, 1
  ret %step %step

resumed:
  %next = add i64 %number, 1
  br label %loop
}

; The caller's buffer is the frame. A handle is called once, and only while the buffer exists.
define %step @count_in_buffer(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 %first) #0 {
entry:
  %state = call ptr addrspace(1) @gc.coro.acquire(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes)
  br label %loop

loop:
  %number = phi i64 [ %first, %entry ], [ %next, %resumed ]
  %await = call %await @gc.coro.await(ptr @count_in_buffer, ptr addrspace(1) %state, i32 1)
  %handle = extractvalue %await %await, 0
  %is.resumed = extractvalue %await %await, 1
  br i1 %is.resumed, label %resumed, label %yield

yield:
  %with.number = insertvalue %step poison, i64 %number, 0
  %step = insertvalue %step %with.number, ptr addrspace(1) %handle, 1
  ret %step %step

resumed:
  %next = add i64 %number, 1
  br label %loop
}

; A caller that has the buffer on its stack.
define void @show_from_buffer(i64 %first) {
  %pointers = call i64 @gc.coro.size.pointers(ptr @count_in_buffer)
  %bytes = call i64 @gc.coro.size.bytes(ptr @count_in_buffer)
  %words = add i64 %pointers, 2
  %words.size = mul i64 %words, 8
  %size = add i64 %words.size, %bytes
  %memory = alloca i8, i64 %size, align 8
  store [2 x ptr] zeroinitializer, ptr %memory
  %buffer = call ptr addrspace(1) @register_buffer(ptr %memory)
  %step = call %step @count_in_buffer(ptr addrspace(1) %buffer, i64 %pointers, i64 %bytes, i64 %first)
  call void @show(ptr @form, %step %step)
  call void @unregister_buffer(ptr %memory)
  ret void
}

@form = private constant [7 x i8] c"buffer\00"

declare void @show(ptr, %step)
declare ptr addrspace(1) @register_buffer(ptr)
declare void @unregister_buffer(ptr)
declare ptr addrspace(1) @frame_new(ptr)
declare %await @gc.coro.await(ptr, ptr addrspace(1), i32)
declare ptr addrspace(1) @gc.coro.prealloc(ptr)
declare ptr addrspace(1) @gc.coro.acquire(ptr addrspace(1), i64, i64)
declare i64 @gc.coro.size.pointers(ptr)
declare i64 @gc.coro.size.bytes(ptr)

attributes #0 = { presplitcoroutine noinline "gc-coro" "gc-coro-model"="tracked:1" "gc-coro-allocate"="frame_new" }
