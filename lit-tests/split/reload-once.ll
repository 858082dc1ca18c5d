; A clone loads a value once where one place serves multiple uses: before the first, and not in a loop that does not
; suspend. Where paths exclude each other each has its own load, and a path that does not need the value has none.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT:   load i32, ptr %often.reload.addr
; CHECK:       [[OFTEN:%often.reload[0-9]*]] = load i32, ptr %often.reload.addr
; CHECK-NOT:   load
; CHECK:       call void @print(i32 [[OFTEN]])
; CHECK:       [[IN_LOOP:%in.loop.reload[0-9]*]] = load i32
; CHECK:       loop:
; CHECK-NOT:   load
; CHECK:       call void @print(i32 [[IN_LOOP]])
; CHECK:       after:
; CHECK-NOT:   load
; CHECK:       call void @print(i32 [[OFTEN]])
; CHECK:       left:
; CHECK:       load i32, ptr %side.reload.addr
; CHECK:       right:
; CHECK:       load i32, ptr %side.reload.addr
; CHECK:       neither:
; CHECK-NOT:   load
; CHECK:       ret void

declare i32 @source()
declare i1 @again()
declare i32 @choose()

define ptr @f() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %often = call i32 @source()
  %in.loop = call i32 @source()
  %side = call i32 @source()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %first
                                 i8 1, label %cleanup ]

first:
  call void @print(i32 %often)
  br label %enter

enter:
  br label %loop

loop:
  call void @print(i32 %in.loop)
  %more = call i1 @again()
  br i1 %more, label %loop, label %after

after:
  call void @print(i32 %often)
  %way = call i32 @choose()
  switch i32 %way, label %neither [ i32 0, label %left
                                    i32 1, label %right ]

left:
  call void @print(i32 %side)
  br label %cleanup

right:
  call void @print(i32 %side)
  br label %cleanup

neither:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
