; No numbers are made of managed pointers, nor pointers of numbers; constants of plain pointers are cast.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': inttoptr of a managed pointer
; CHECK: error: gc-coro-verify: in function 'f': ptrtoint of a managed pointer
; CHECK: error: gc-coro-verify: in function 'f': ptrtoint of a managed pointer

define void @f(i64 %n, ptr addrspace(11) %d, <2 x ptr addrspace(13)> %v, ptr %p) gc "julia" {
  %a = inttoptr i64 %n to ptr addrspace(10)
  %b = ptrtoint ptr addrspace(11) %d to i64
  %c = ptrtoint <2 x ptr addrspace(13)> %v to <2 x i64>
  %e = addrspacecast ptr inttoptr (i64 4096 to ptr) to ptr addrspace(10)
  %g = ptrtoint ptr %p to i64
  ret void
}
