; The ramp suspends in a state whose map names a word that it has not filled.
;
; RUN: %spell %S/Inputs/described.ll | sed 's/store ptr addrspace(1) %o, ptr %%slot/call void @use(ptr addrspace(1) %o)/' > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the state changes to one whose map names byte 16 of the frame, but nothing has been stored there on some path

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  ret void
}
