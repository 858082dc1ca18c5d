; Nobody has the handle: the await is removed, and nothing is allocated.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-split | FileCheck %s --check-prefix=SPLIT
; CHECK: 3
; CHECK-NEXT: {{^}}0{{$}}
; SPLIT-LABEL: define i64 @f
; SPLIT-NOT: new_frame
; SPLIT: ret i64
define i64 @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %resumed = extractvalue %none %r, 1
  %v = select i1 %resumed, i64 1000, i64 %a
  ret i64 %v
}
define i32 @main() {
  %v = call i64 @f(i64 3)
  call void @print(i64 %v)
  call void @print_frames_made()
  ret i32 0
}
