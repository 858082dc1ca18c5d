; An array in the frame may be indexed at will.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  %slot = getelementptr inbounds i8, ptr %frame, i64 16
  %n = call ptr addrspace(1) @make()
  %i = call i64 @opaque64(i64 1)
  %at = getelementptr ptr addrspace(1), ptr %slot, i64 %i
  store ptr addrspace(1) %n, ptr %at
  ret void
}
