; The same as JSON, for programs: a value that a loop around a suspension does not change is loaded by each activation, and the state of
; a loop over one suspend point is stored once.
;
; RUN: %spell %s | opt -passes='coro-early,print<gc-coro-spill-plan;json>' -disable-output > %t.json
; RUN: %python %inputs/spill_plan.py %t.json | FileCheck --match-full-lines %s

; CHECK: counter
; CHECK-NEXT: ramp entries=[] moved=0 joins=[] states=[]
; CHECK-NEXT: store step at the end of 'entry' suspends=[0]
; CHECK-NEXT: resume entries=[0, 1] moved={{[0-9]+}} joins=[{{.*}}] states=[(1, [0])]
; CHECK: reload step r{{[0-9]+}} {{.*}}
; CHECK: destroy entries=[0, 1] moved=0 joins=[] states=[]
; CHECK-NEXT: cleanup entries=[0, 1] moved=0 joins=[] states=[]

define ptr @counter(i64 %step) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %exit [ i8 0, label %loop
                               i8 1, label %cleanup ]

loop:
  %n = phi i64 [ 0, %entry ], [ %next, %loop ]
  %next = add i64 %n, %step
  call void @print64(i64 %next)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %exit [ i8 0, label %loop
                               i8 1, label %cleanup ]

cleanup:
  %memory = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @deallocate(ptr %memory)
  br label %exit

exit:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
