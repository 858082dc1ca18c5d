; Derived pointers and vectors are what RewriteStatepointsForGC does handle.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare void @safepoint()
declare void @use(ptr addrspace(1))

define i8 @merged(i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %b, i64 %i) gc "statepoint-example" {
  br i1 %c, label %t, label %f

t:
  %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
  br label %m

f:
  %q = getelementptr i8, ptr addrspace(1) %b, i64 8
  br label %m

m:
  %d = phi ptr addrspace(1) [ %p, %t ], [ %q, %f ]
  call void @safepoint()
  %v = load i8, ptr addrspace(1) %d
  ret i8 %v
}

define <2 x ptr addrspace(1)> @vector(<2 x ptr addrspace(1)> %a) gc "statepoint-example" {
  call void @safepoint()
  ret <2 x ptr addrspace(1)> %a
}
