; The distance of a clone is counted from another function.
;
; RUN: %spell %S/Inputs/described.ll | sed 's/ptrtoint (ptr @f.destroy to i64)/ptrtoint (ptr @f to i64)/' > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f.destroy': the clone 'f.destroy' does not lead to the descriptor by the data before its first instruction: the distance is not counted from the function itself

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  ret void
}
