; An await without handle, state and flags: the preparation says what the split would say.
;
; RUN: not opt -passes='gc-coro-prepare' -disable-output %s 2>&1 | FileCheck -DPASS=gc-coro-prepare %s
; RUN: not opt -passes='default<O0>' -disable-output %s 2>&1 | FileCheck -DPASS=gc-coro-prepare %s
; RUN: sed 's/gc "julia"/"gc-coro" &/' %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-split %s

; CHECK: {{^}}error: [[PASS]]: in function 'f': the result of 'gc.coro.await' has type void; it must be a struct { tracked pointer, i1, arguments... }{{$}}
; CHECK-NEXT: {{^}}    call void @gc.coro.await(ptr @f){{$}}
; CHECK-NOT: {{.}}

declare void @gc.coro.await(ptr)

define void @f(ptr addrspace(10) %p) gc "julia" {
  call void @gc.coro.await(ptr @f)
  ret void
}
