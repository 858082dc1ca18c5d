; What LateLowerGCFrame makes must not come before it; the safepoint of the code generator may.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'julia.new_gc_frame' is made by LateLowerGCFrame only and means nothing before it
; CHECK: error: gc-coro-verify: in function 'f': 'julia.queue_gc_root' is made by LateLowerGCFrame only and means nothing before it

declare ptr @julia.new_gc_frame(i32)
declare void @julia.queue_gc_root(ptr addrspace(10))
declare void @julia.safepoint(ptr)

define void @f(ptr %p, ptr addrspace(10) %t) gc "julia" {
  %a = call ptr @julia.new_gc_frame(i32 2)
  call void @julia.queue_gc_root(ptr addrspace(10) %t)
  call void @julia.safepoint(ptr %p)
  ret void
}
