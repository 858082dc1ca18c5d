; What is derived from a pointer without base has none either.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'q' is a managed pointer made by addrspacecast of a plain pointer
; CHECK-NEXT: %p = addrspacecast

declare void @safepoint()
declare void @use(ptr addrspace(1))

define void @f(ptr %n, i1 %c, ptr addrspace(1) %o) gc "statepoint-example" {
entry:
  %p = addrspacecast ptr %n to ptr addrspace(1)
  br i1 %c, label %a, label %b

a:
  br label %b

b:
  %q = phi ptr addrspace(1) [ %o, %entry ], [ %p, %a ]
  call void @safepoint()
  call void @use(ptr addrspace(1) %q)
  ret void
}
