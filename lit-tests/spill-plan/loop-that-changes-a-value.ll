; A value that the outer loop changes is computed again in the block that uses it: not before the inner loop, which goes on without
; suspending when the await is ready, so that the value would be that of an older turn.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-spill-plan>' -disable-output | FileCheck %s

; CHECK: spill plan of 'multiples'
; CHECK-NEXT: ramp: blocks entry, outer, inner
; CHECK-NEXT: store 'n' from its definition for 0, at the end of 'inner'
; CHECK: resume (after 0)
; CHECK: [[ROW:r[0-9]+]] = reload 'row', before '%value = add i64 %start, %column'
; CHECK-NEXT: [[START:r[0-9]+]] = rematerialise 'start' from [[ROW]], before '%value = add i64 %start, %column'
; CHECK-NEXT: use [[START]], operand 0 of '%value = add i64 %start, %column'
; CHECK: store 'row' from its definition, after the definition of 'row'
; CHECK: store 'column' from its definition, at the end of 'inner'
; CHECK: destroy (after 0, 1)
; CHECK: cleanup (after 0, 1)

define ptr @multiples(i64 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %mem)
  br label %outer

outer:
  %row = phi i64 [ 0, %entry ], [ %next.row, %row.done ]
  %start = mul i64 %row, 10
  br label %inner

inner:
  %column = phi i64 [ 0, %outer ], [ %next.column, %go.on ]
  %value = add i64 %start, %column
  call void @print64(i64 %value)
  %saved = call token @llvm.coro.save(ptr null)
  %waits = icmp eq i64 %value, 1
  br i1 %waits, label %wait, label %go.on

wait:
  %s = call i8 @llvm.coro.suspend(token %saved, i1 false)
  switch i8 %s, label %exit [ i8 0, label %go.on
                              i8 1, label %cleanup ]

go.on:
  %next.column = add i64 %column, 1
  %again = icmp ult i64 %next.column, 3
  br i1 %again, label %inner, label %row.done

row.done:
  %next.row = add i64 %row, 1
  %more = icmp ult i64 %next.row, %n
  br i1 %more, label %outer, label %last

last:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s2, label %exit [ i8 1, label %cleanup ]

cleanup:
  %memory = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @deallocate(ptr %memory)
  br label %exit

exit:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

