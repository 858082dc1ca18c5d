; A function that is marked, but has no await any more, says what it returns: its ret returns that.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}7{{$}}
define i64 @f(i64 %a) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  call void @gc.coro.return.i64(i64 7)
  ret i64 %a
}
define i32 @main() {
  %v = call i64 @f(i64 9)
  call void @print(i64 %v)
  ret i32 0
}
