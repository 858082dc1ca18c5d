; The split takes tail marks away, also in a module without coroutines: one call of the await dialect says that it is still to come.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output
; RUN: %spell %s | opt -passes='gc-coro-verify,gc-coro-split,gc-coro-verify' -S | FileCheck %s
; RUN: %spell %s | sed 's/call double .* @gc.coro.resume.*/fadd double 0.0, 0.0/' \
; RUN:   | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --check-prefix=WITHOUT

; CHECK-LABEL: define double @consume(
; CHECK:         {{^}}  call void @look(ptr addrspace(10) %made)
; CHECK:         call double %{{.*}}(ptr addrspace(10) %handle)
; WITHOUT: error: gc-coro-verify: in function 'consume': the call of 'look' is marked tail in a function that may have roots

declare ptr addrspace(10) @make()
declare void @look(ptr addrspace(10))
declare double @gc.coro.resume.f64(ptr addrspace(10), ...)

define double @consume(ptr addrspace(10) %handle) gc "julia" {
  %made = call ptr addrspace(10) @make()
  tail call void @look(ptr addrspace(10) %made)
  %v = call double (ptr addrspace(10), ...) @gc.coro.resume.f64(ptr addrspace(10) %handle)
  ret double %v
}
