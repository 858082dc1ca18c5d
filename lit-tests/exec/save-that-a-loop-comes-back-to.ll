; A loop that comes back to the save bypasses the suspension: what the save stores for itself is not in the bytes of what the loop
; still needs. Here control comes into the loop from two blocks, so that the value is loaded again in each turn.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say left
; CHECK-NEXT: print64 7
; CHECK-NEXT: print64 7
; CHECK-NEXT: print64 7
; CHECK-NEXT: print64 102
; CHECK-NOT:  {{.+}}

@left.text = private constant [5 x i8] c"left\00"
@right.text = private constant [6 x i8] c"right\00"

define ptr @f() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %first = call i64 @opaque64(i64 7)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %exit [ i8 0, label %begun
                               i8 1, label %cleanup ]

begun:
  %is.left = call i1 @odd(i32 1)
  br i1 %is.left, label %left, label %right

left:
  call void @say(ptr @left.text)
  br label %turn

right:
  call void @say(ptr @right.text)
  br label %turn

turn:
  %from = phi i64 [ 99, %left ], [ 0, %right ], [ %second, %turn ]
  call void @print64(i64 %first)
  %second = call i64 @next(i64 %from)
  %saved = call token @llvm.coro.save(ptr null)
  %waits = icmp eq i64 %second, 102
  br i1 %waits, label %wait, label %turn

wait:
  %s1 = call i8 @llvm.coro.suspend(token %saved, i1 false)
  switch i8 %s1, label %exit [ i8 0, label %waited
                               i8 1, label %cleanup ]

waited:
  call void @print64(i64 %second)
  br label %cleanup

cleanup:
  %memory = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @deallocate(ptr %memory)
  br label %exit

exit:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

define i64 @next(i64 %n) noinline {
  %next = add i64 %n, 1
  %opaque = call i64 @opaque64(i64 %next)
  ret i64 %opaque
}

define i32 @main() {
  %hdl = call ptr @f()
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
