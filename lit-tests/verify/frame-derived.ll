; A derived pointer in the frame.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f.resume': the derived pointer 'q' is stored in the frame

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  %slot = getelementptr inbounds i8, ptr %frame, i64 16
  %n = call ptr addrspace(1) @make()
  %p = getelementptr i8, ptr addrspace(1) %n, i64 8
  %q = select i1 true, ptr addrspace(1) %n, ptr addrspace(1) %p
  store ptr addrspace(1) %q, ptr %slot
  ret void
}
