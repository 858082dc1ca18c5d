; Loads and stores where the maps say so, memory at any time, values after the last safepoint.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  %slot = getelementptr inbounds i8, ptr %frame, i64 16
  %o = load ptr addrspace(1), ptr %slot
  %memory = getelementptr inbounds i8, ptr %frame, i64 24
  store ptr addrspace(1) %o, ptr %memory
  call void @use(ptr addrspace(1) %o)
  %state = getelementptr inbounds i8, ptr %frame, i64 32
  %n = call ptr addrspace(1) @make()
  store ptr addrspace(1) %n, ptr %slot
  store i8 0, ptr %state
  store ptr addrspace(1) null, ptr %memory
  call void @llvm.memset.p0.i64(ptr %slot, i8 0, i64 16, i1 false)
  ret void
}

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
