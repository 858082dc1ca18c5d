; The task is looked for in the entry block only.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'julia.get_pgcstack' is outside of the entry block

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))

define void @f() gc "julia" {
entry:
  br label %next

next:
  %t = call ptr @julia.get_pgcstack()
  ret void
}
