; A coroutine with four suspend points, for the picture docs/figures/frame.svg (scripts/lib/doc_figures.py). No value is live across
; all of them, so that values share slots.

define ptr @phases(ptr addrspace(1) %list) presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %length = call i64 @read()
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspended [ i8 0, label %one i8 1, label %destroyed ]

one:
  call void @use(i64 %length)
  %node = call ptr addrspace(1) @next(ptr addrspace(1) %list)
  %sum = call i64 @read()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspended [ i8 0, label %two i8 1, label %destroyed ]

two:
  call void @show(ptr addrspace(1) %list)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspended [ i8 0, label %three i8 1, label %destroyed ]

three:
  call void @show(ptr addrspace(1) %node)
  call void @use(i64 %sum)
  %last = call ptr addrspace(1) @next(ptr addrspace(1) %node)
  %left = call i64 @read()
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspended [ i8 0, label %four i8 1, label %destroyed ]

four:
  call void @show(ptr addrspace(1) %last)
  call void @use(i64 %left)
  br label %destroyed

destroyed:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @frame_delete(ptr %to.free)
  br label %suspended

suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

declare i64 @read()
declare void @use(i64)
declare ptr addrspace(1) @next(ptr addrspace(1))
declare void @show(ptr addrspace(1))
declare ptr @frame_new(i64)
declare void @frame_delete(ptr)
