; The exported descriptor and the copy that the clones lead to say different things.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: sed -n '/^@f.gc_coro = /,/}>/p' %t.ll | sed 's/@f.gc_coro = /@f.gc_coro.own = private /; s/i64 40, i64 8,/i64 48, i64 8,/' > %t.own.ll
; RUN: cat %t.ll %t.own.ll %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the descriptor is wrong: the exported one and
; CHECK-NEXT: {{^}}note: no runtime can read the frame with it{{$}}

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
  ret void
}
