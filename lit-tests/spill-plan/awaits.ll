; Of the await dialect each continuation has a plan: what it captures comes from the frame that it is called with, and goes into the
; next one.
;
; RUN: opt -passes='gc-coro-prepare,print<gc-coro-spill-plan>' -disable-output %s | FileCheck %s

; CHECK: spill plan of 'sum'
; CHECK-NEXT: ramp: blocks
; CHECK: store '{{.*}}' from its definition for 0
; CHECK: await 0 (after 0): blocks
; CHECK: = reload '
; CHECK: store '{{.*}}' from {{.*}} for 1
; CHECK: await 1 (after 1): blocks
; CHECK: = reload '

declare { ptr addrspace(10), i1 } @gc.coro.await(ptr, ptr addrspace(10), i32) nomerge
declare void @use(ptr addrspace(10), i32)

define ptr addrspace(10) @sum(ptr addrspace(10) %object, i32 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
entry:
  %first = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @sum, ptr addrspace(10) null, i32 0)
  %resumed = extractvalue { ptr addrspace(10), i1 } %first, 1
  %handle = extractvalue { ptr addrspace(10), i1 } %first, 0
  br i1 %resumed, label %middle, label %out

middle:
  %second = call { ptr addrspace(10), i1 } @gc.coro.await(ptr @sum, ptr addrspace(10) null, i32 0)
  %resumed.again = extractvalue { ptr addrspace(10), i1 } %second, 1
  %handle.again = extractvalue { ptr addrspace(10), i1 } %second, 0
  br i1 %resumed.again, label %end, label %out.again

end:
  call void @use(ptr addrspace(10) %object, i32 %x)
  ret ptr addrspace(10) null

out:
  ret ptr addrspace(10) %handle

out.again:
  ret ptr addrspace(10) %handle.again
}
