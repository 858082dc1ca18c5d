; A value that is stored before a safepoint: the collector does not look there yet.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f.resume': the tracked pointer 'n' is stored at byte 16 of the frame, and the call of 'safepoint' is before the state whose map names it

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  %slot = getelementptr inbounds i8, ptr %frame, i64 16
  %state = getelementptr inbounds i8, ptr %frame, i64 32
  %n = call ptr addrspace(1) @make()
  store ptr addrspace(1) %n, ptr %slot
  call void @safepoint()
  store i8 0, ptr %state
  ret void
}
