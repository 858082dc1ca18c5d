; A region that begins and ends here.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare token @llvm.julia.gc_preserve_begin(...)
declare void @llvm.julia.gc_preserve_end(token)

define void @f(ptr addrspace(10) %t) gc "julia" {
  %r = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %t)
  call void @say(ptr null)
  call void @llvm.julia.gc_preserve_end(token %r)
  ret void
}
