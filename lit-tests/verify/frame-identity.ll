; The address of a thread-local variable in the frame.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f.resume': 'at' is the pointer to the running thread or task and is stored in the frame

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  %slot = getelementptr inbounds i8, ptr %frame, i64 32
  %tls = call ptr @llvm.threadlocal.address.p0(ptr @local)
  %at = getelementptr i8, ptr %tls, i64 4
  store ptr %at, ptr %slot
  ret void
}
