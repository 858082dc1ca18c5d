; Without a task nothing is rooted.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': the tracked pointer 'a' is used after the call of 'make', but the function has no task to root it with

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))

define void @f() gc "julia" {
  %a = call ptr addrspace(10) @make()
  %b = call ptr addrspace(10) @make()
  call void @look(ptr addrspace(10) %a)
  ret void
}
