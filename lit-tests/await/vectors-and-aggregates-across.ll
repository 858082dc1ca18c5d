; Vectors, structs and arrays of tracked pointers across an await: in the frame each pointer has a word of its own.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}3{{$}}
; CHECK-NEXT: {{^}}4{{$}}
; SPLIT: @f.await.0
; SPLIT-NOT: load {{[{<\[]}}
define ptr addrspace(10) @object(i64 %v) noinline {
  %o = call ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 %v, ptr addrspace(11) %d
  ret ptr addrspace(10) %o
}
define void @show(ptr addrspace(10) %o) noinline {
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %v = load i64, ptr addrspace(11) %d
  call void @print(i64 %v)
  ret void
}
define ptr addrspace(10) @f({ ptr addrspace(10), i64 } %struct, [2 x ptr addrspace(10)] %array) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %a = extractvalue { ptr addrspace(10), i64 } %struct, 0
  %e = extractvalue [2 x ptr addrspace(10)] %array, 0
  %v0 = insertelement <2 x ptr addrspace(10)> poison, ptr addrspace(10) %a, i32 0
  %v = insertelement <2 x ptr addrspace(10)> %v0, ptr addrspace(10) %e, i32 1
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %one = extractelement <2 x ptr addrspace(10)> %v, i32 0
  call void @show(ptr addrspace(10) %one)
  %two = extractelement <2 x ptr addrspace(10)> %v, i32 1
  call void @show(ptr addrspace(10) %two)
  %three = extractvalue [2 x ptr addrspace(10)] %array, 1
  call void @show(ptr addrspace(10) %three)
  %four = extractvalue { ptr addrspace(10), i64 } %struct, 1
  call void @print(i64 %four)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %o1 = call ptr addrspace(10) @object(i64 1)
  %o2 = call ptr addrspace(10) @object(i64 2)
  %o3 = call ptr addrspace(10) @object(i64 3)
  %s0 = insertvalue { ptr addrspace(10), i64 } poison, ptr addrspace(10) %o1, 0
  %s = insertvalue { ptr addrspace(10), i64 } %s0, i64 4, 1
  %a0 = insertvalue [2 x ptr addrspace(10)] poison, ptr addrspace(10) %o2, 0
  %a = insertvalue [2 x ptr addrspace(10)] %a0, ptr addrspace(10) %o3, 1
  %h = call ptr addrspace(10) @f({ ptr addrspace(10), i64 } %s, [2 x ptr addrspace(10)] %a)
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret i32 0
}
