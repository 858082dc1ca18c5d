; A continuation belongs to the task that calls it: what get_pgcstack says is asked for where it begins, not kept in the frame.
; RUN: %await-split -o - | sed 's/@julia.get_pgcstack/@task_now/; /^declare.*@task_now/d' | lli | FileCheck %s
; RUN: cat %S/runtime.inc %s | %stock-opt -S -verify-each -passes='default<O2>' | opt -S -passes='gc-coro-split<gc=julia>,verify' | sed 's/@julia.get_pgcstack/@task_now/; /^declare.*@task_now/d' | lli | FileCheck %s
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}3{{$}}
@task = internal global i64 0
@gc_stacks = internal global [4 x i64] [i64 0, i64 1, i64 2, i64 3]
declare ptr @julia.get_pgcstack() #0
; What the code generator of Julia makes of it.
define ptr @task_now() noinline {
  %number = load volatile i64, ptr @task
  %stack = getelementptr [4 x i64], ptr @gc_stacks, i64 0, i64 %number
  ret ptr %stack
}
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %stack = call ptr @julia.get_pgcstack()
  %one = load volatile i64, ptr %stack
  call void @print(i64 %one)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %now = load volatile i64, ptr %stack
  call void @print(i64 %now)
  ret ptr addrspace(10) null
}
define i32 @main() {
  store volatile i64 1, ptr @task
  %h = call ptr addrspace(10) @f()
  store volatile i64 2, ptr @task
  %n2 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  store volatile i64 3, ptr @task
  %n3 = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
attributes #0 = { nounwind memory(inaccessiblemem: read) }
