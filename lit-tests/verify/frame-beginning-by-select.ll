; Addresses inside of objects that lead back to their beginnings, after the select or phi that chooses among them: what is stored in the
; frame is no derived pointer. Where one does not lead back by as much, it is.
;
; RUN: %spell %S/Inputs/described.ll > %t.ll
; RUN: cat %t.ll %s | opt -passes='gc-coro-verify' -disable-output
; RUN: cat %t.ll %s | sed 's/%a, i64 -72/%a, i64 -64/' | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s
; RUN: cat %t.ll %s | sed 's/%on.loop, i64 -8/%on.loop, i64 8/' | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f.resume': the derived pointer 'back' is stored in the frame

define internal fastcc void @f.resume(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.resume to i64)) to i32) }> {
entry:
  %slot = getelementptr inbounds i8, ptr %frame, i64 16
  %n = call ptr addrspace(1) @make()
  %c = icmp eq ptr addrspace(1) %n, null
  %inside = getelementptr i8, ptr addrspace(1) %n, i64 72
  %inner = getelementptr i8, ptr addrspace(1) %n, i64 8
  %more = getelementptr i8, ptr addrspace(1) %inner, i64 64
  %a = select i1 %c, ptr addrspace(1) %inside, ptr addrspace(1) %more
  %start = getelementptr i8, ptr addrspace(1) %a, i64 -72
  br label %loop

loop:
  %p = phi ptr addrspace(1) [ %start, %entry ], [ %same, %loop ]
  %on = getelementptr i8, ptr addrspace(1) %p, i64 8
  %on.loop = select i1 %c, ptr addrspace(1) %on, ptr addrspace(1) %on
  %same = getelementptr i8, ptr addrspace(1) %on.loop, i64 -8
  br i1 %c, label %loop, label %end

end:
  %back = select i1 %c, ptr addrspace(1) %p, ptr addrspace(1) %n
  store ptr addrspace(1) %back, ptr %slot
  ret void
}
