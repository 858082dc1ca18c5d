; A number at a place that the collector follows.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f.resume': 'n' is stored at byte 16 of the frame, where the maps of the descriptor name a tracked pointer

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  %slot = getelementptr inbounds i8, ptr %frame, i64 20
  %n = call i32 @opaque(i32 1)
  store i32 %n, ptr %slot
  ret void
}
