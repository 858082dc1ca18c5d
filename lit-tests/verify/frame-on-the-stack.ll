; A frame on a stack is known to nobody.
;
; RUN: %spell %S/Inputs/described.ll | sed 's/call ptr @allocate(i64 40, i64 8)/alloca [40 x i8], align 8/' > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the frame of 'f' is on the stack of this function

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  ret void
}
