; Nothing has to be rooted: arguments are the caller's, and nothing of its own is live across a safepoint.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))
declare i64 @pure() memory(read)

define void @f(ptr addrspace(10) %t) gc "julia" {
  %a = call ptr addrspace(10) @make()
  call void @look(ptr addrspace(10) %a)
  call void @look(ptr addrspace(10) %t)
  %b = call ptr addrspace(10) @make()
  %i = call i64 @pure()
  call void @look(ptr addrspace(10) %b)
  ret void
}
