; The task as a parameter.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare ptr @julia.get_pgcstack()
declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))

define void @f(ptr "gcstack" %task) gc "julia" {
  %a = call ptr addrspace(10) @make()
  %b = call ptr addrspace(10) @make()
  call void @look(ptr addrspace(10) %a)
  ret void
}
