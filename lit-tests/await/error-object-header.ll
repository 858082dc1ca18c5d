; The words before an object are a list of numbers and addresses. Whoever sees the attribute first says what is wrong with it.
;
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-split %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-prepare' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-prepare %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck -DPASS=gc-coro-verify %s

; CHECK: {{^}}error: [[PASS]]: in function 'no_word': attribute "gc-coro-object-header": no word is named{{$}}
; CHECK-NEXT: {{^}}help: list the words before the object, such as "1" or "@tag+1"{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'no_number': attribute "gc-coro-object-header": '-1' is no word of an object header{{$}}
; CHECK-NEXT: {{^}}help: a word is a number, as 1 or 0x7f10, or the address of a symbol, as @tag or @tag+1; a comma stands between two{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'empty_word': attribute "gc-coro-object-header": '' is no word of an object header{{$}}
; CHECK-NEXT: {{^}}help: a word is a number,
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'too_large': attribute "gc-coro-object-header": '0x10000000000000000' does not fit in a word of 8 bytes{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'too_many': attribute "gc-coro-object-header": there are 256 words{{$}}
; CHECK-NEXT: {{^}}help: an object header has at most 255{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'alias': attribute "gc-coro-object-header": '@another_name' is an alias{{$}}
; CHECK-NEXT: {{^}}help: name a function, or a global variable of address space 0 that all threads share{{$}}
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'thread_local': attribute "gc-coro-object-header": '@of_the_thread' is another variable on each thread{{$}}
; CHECK-NEXT: {{^}}help: name a function,
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'space': attribute "gc-coro-object-header": '@elsewhere' is in another address space{{$}}
; CHECK-NEXT: {{^}}help: name a function,
; CHECK-NEXT: {{^}}error: [[PASS]]: in function 'llvms': attribute "gc-coro-object-header": '@llvm.used' is a name of LLVM's own{{$}}
; CHECK-NEXT: {{^}}help: name a function, or a global variable of address space 0 that all threads share{{$}}
; CHECK-NOT: {{.}}

@a_number = global i32 0
@another_name = alias i32, ptr @a_number
@of_the_thread = thread_local global i32 0
@elsewhere = addrspace(3) global i32 0
@llvm.used = appending global [1 x ptr] [ptr @a_number], section "llvm.metadata"

define ptr addrspace(10) @no_word() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="" gc "julia" {
  %r = call %none @gc.coro.await(ptr @no_word, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @no_number() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1, -1" gc "julia" {
  %r = call %none @gc.coro.await(ptr @no_number, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @empty_word() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1," gc "julia" {
  %r = call %none @gc.coro.await(ptr @empty_word, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @too_large() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="0x10000000000000000" gc "julia" {
  %r = call %none @gc.coro.await(ptr @too_large, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @too_many() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1" gc "julia" {
  %r = call %none @gc.coro.await(ptr @too_many, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @alias() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="@another_name" gc "julia" {
  %r = call %none @gc.coro.await(ptr @alias, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @thread_local() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="1,@of_the_thread+8" gc "julia" {
  %r = call %none @gc.coro.await(ptr @thread_local, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @space() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="@elsewhere" gc "julia" {
  %r = call %none @gc.coro.await(ptr @space, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}

define ptr addrspace(10) @llvms() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-object-header"="@llvm.used" gc "julia" {
  %r = call %none @gc.coro.await(ptr @llvms, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  ret ptr addrspace(10) %h
}
