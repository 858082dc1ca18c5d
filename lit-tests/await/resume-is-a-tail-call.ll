; A tail call of a continuation stays one: a million steps of two that call each other run on a stack of one. With a shadow stack the call that has a
; root to keep is none.
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=tracked:10>,await-size' | lli | FileCheck %s
; RUN: cat %S/runtime.inc %s | %stock-opt -S -verify-each -passes='default<O2>' | opt -S -passes='gc-coro-split<gc=tracked:10>,await-size,default<O2>' | lli | FileCheck %s
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=tracked:10;share-code=always>,await-size' | lli | FileCheck %s
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=tracked:10>' | FileCheck %s --check-prefixes=SPLIT,PLAIN
; RUN: %await-split | FileCheck %s --check-prefixes=SPLIT,SHADOW
; CHECK: {{^}}1000000{{$}}
; PLAIN: {{ }}tail call ptr addrspace(10) @go_on(ptr addrspace(10) %self{{[0-9]*}},
; SHADOW: {{ = }}call ptr addrspace(10) @go_on(ptr addrspace(10) %self{{[0-9]*}},
; SPLIT-LABEL: define {{.*}}@go_on(
; SPLIT: musttail call ptr addrspace(10) %{{.*}}(ptr addrspace(10) %h, i64 %n)
; SPLIT-NEXT: ret
; SPLIT: {{ }}tail call ptr addrspace(10) %{{.*}}(ptr addrspace(10) %h, i64 %n)
declare ptr addrspace(10) @gc.coro.resume.p10.i64(ptr addrspace(10), i64)
; The handle of a continuation that calls go_on with what it is given, less one.
define ptr addrspace(10) @make() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %i64 @gc.coro.await.i64(ptr @make, ptr addrspace(10) null, i32 0)
  %h = extractvalue %i64 %r, 0
  %resumed = extractvalue %i64 %r, 1
  %n = extractvalue %i64 %r, 2
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %done = icmp eq i64 %n, 0
  br i1 %done, label %end, label %step
step:
  %count = load i64, ptr @steps
  %more = add i64 %count, 1
  store i64 %more, ptr @steps
  %less = sub i64 %n, 1
  %self = load ptr addrspace(10), ptr @handle
  %v = tail call ptr addrspace(10) @go_on(ptr addrspace(10) %self, i64 %less)
  ret ptr addrspace(10) %v
end:
  ret ptr addrspace(10) null
}
@steps = internal global i64 0
@handle = internal global ptr addrspace(10) null
define ptr addrspace(10) @go_on(ptr addrspace(10) %h, i64 %n) noinline {
  %v = musttail call ptr addrspace(10) @gc.coro.resume.p10.i64(ptr addrspace(10) %h, i64 %n)
  ret ptr addrspace(10) %v
}
define ptr addrspace(10) @may_go_on(ptr addrspace(10) %h, i64 %n) {
  %v = tail call ptr addrspace(10) @gc.coro.resume.p10.i64(ptr addrspace(10) %h, i64 %n)
  ret ptr addrspace(10) %v
}
define i32 @main() {
  %h = call ptr addrspace(10) @make()
  store ptr addrspace(10) %h, ptr @handle
  %n = call ptr addrspace(10) @go_on(ptr addrspace(10) %h, i64 1000000)
  %count = load i64, ptr @steps
  call void @print(i64 %count)
  ret i32 0
}
