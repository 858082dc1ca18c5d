; The functions of the runtime that attributes name are called with certain arguments: one that takes others cannot be.
; Whoever sees it first says so.
;
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-split %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-prepare' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-prepare %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-verify %s

; CHECK: {{^}}error: [[PASS]]: in function 'allocate': 'by_number', which the function attribute "gc-coro-allocate" names, is of type 'ptr addrspace(10) (i64)'{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'ptr addrspace(10) (ptr)'{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'write_barrier': 'two', which the function attribute "gc-coro-write-barrier" names, is of type 'void (ptr addrspace(10), ptr addrspace(10))'{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'void (ptr addrspace(10), ...)'{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'reentered': 'by_number', which the function attribute "gc-coro-reentered" names, is of type 'ptr addrspace(10) (i64)'{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'void ()'{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'acquire_failed': 'a_number', which the function attribute "gc-coro-acquire-failed" names, is no function{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'ptr addrspace(10) (ptr addrspace(10), ptr)'{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'intrinsic': 'llvm.trap', which the function attribute "gc-coro-allocate" names, is an intrinsic of LLVM{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'ptr addrspace(10) (ptr)'{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'aliased': 'another_name', which the function attribute "gc-coro-allocate" names, is an alias{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'ptr addrspace(10) (ptr)'{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'nameless': '', which the function attribute "gc-coro-allocate" names, is no name{{$}}
; CHECK-NEXT: {{^}}help: name a function of type 'ptr addrspace(10) (ptr)'{{$}}
; CHECK-NOT: {{.}}

declare ptr addrspace(10) @by_number(i64)
declare void @two(ptr addrspace(10), ptr addrspace(10))
@a_number = global i32 0
@another_name = alias i32, ptr @a_number

define ptr addrspace(10) @allocate() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="by_number" gc "julia" {
  %r = call %none @gc.coro.await(ptr @allocate, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @write_barrier() presplitcoroutine noinline "gc-coro" "gc-coro-write-barrier"="two" gc "julia" {
  %r = call %none @gc.coro.await(ptr @write_barrier, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @reentered() presplitcoroutine noinline "gc-coro" "gc-coro-reentered"="by_number" gc "julia" {
  %r = call %none @gc.coro.await(ptr @reentered, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @acquire_failed() presplitcoroutine noinline "gc-coro" "gc-coro-acquire-failed"="a_number" gc "julia" {
  %r = call %none @gc.coro.await(ptr @acquire_failed, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @intrinsic() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="llvm.trap" gc "julia" {
  %r = call %none @gc.coro.await(ptr @intrinsic, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @aliased() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="another_name" gc "julia" {
  %r = call %none @gc.coro.await(ptr @aliased, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @nameless() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="" gc "julia" {
  %r = call %none @gc.coro.await(ptr @nameless, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
