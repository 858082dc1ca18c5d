; One map too few.
;
; RUN: %spell %S/Inputs/described.ll | sed 's/i32 1, i32 1,  /i32 1, i32 2,  /' > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the descriptor is wrong: it has 2 words of maps; 3 states
; CHECK-NEXT: {{^}}note: no runtime can read the frame with it{{$}}

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  ret void
}
