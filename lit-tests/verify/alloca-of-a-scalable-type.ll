; How large a scalable vector is nobody knows before the program runs. It holds no tracked pointer: nothing is wrong.
;
; RUN: opt -passes='gc-coro-verify' -disable-output %s 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s

; SILENT-NOT: {{.}}

declare void @use(ptr)

define void @f(<vscale x 4 x i32> %v) gc "statepoint-example" {
  %a = alloca <vscale x 4 x i32>
  store <vscale x 4 x i32> %v, ptr %a
  call void @use(ptr %a)
  ret void
}
