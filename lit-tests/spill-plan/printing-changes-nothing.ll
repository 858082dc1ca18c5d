; The printer plans a copy: what follows sees the module as it was. Very large coroutines are checked if that is asked for.
;
; RUN: %spell %s | opt -passes='coro-early' -S -o %t.before
; RUN: opt -passes='print<gc-coro-spill-plan;no-packing>' -S %t.before -o %t.after > %t.plan
; RUN: sed 1d %t.before > %t.1; sed 1d %t.after > %t.2; diff %t.1 %t.2
; RUN: FileCheck %s < %t.plan
; RUN: opt -passes='gc-coro-split<check-plans>' -disable-output %t.before

; CHECK: spill plan of 'f'
; CHECK: ramp: blocks entry, end

define ptr @f(i64 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %end [ i8 0, label %resumed ]

resumed:
  call void @print64(i64 %n)
  br label %end

end:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
