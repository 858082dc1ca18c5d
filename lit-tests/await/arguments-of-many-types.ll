; A continuation is called with a struct, an array, a vector, a float, a bit, numbers of odd widths, a tracked pointer and null.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}3{{$}}
; CHECK-NEXT: {{^}}4{{$}}
; CHECK-NEXT: {{^}}10{{$}}
; CHECK-NEXT: {{^}}25{{$}}
; CHECK-NEXT: {{^}}1{{$}}
; CHECK-NEXT: {{^}}77{{$}}
; CHECK-NEXT: {{^}}5{{$}}
; CHECK-NEXT: {{^}}9{{$}}
; CHECK-NEXT: {{^}}0{{$}}
%many = type { ptr addrspace(10), i1, { i64, i32 }, [2 x i16], <4 x i32>, double, i1, i128, i7, ptr addrspace(10), ptr }
declare %many @gc.coro.await.many(ptr, ptr addrspace(10), i32) nomerge
define ptr addrspace(10) @f() presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %many @gc.coro.await.many(ptr @f, ptr addrspace(10) null, i32 0)
  %h = extractvalue %many %r, 0
  %resumed = extractvalue %many %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %s0 = extractvalue %many %r, 2, 0
  call void @print(i64 %s0)
  %s1 = extractvalue %many %r, 2, 1
  %s1.wide = zext i32 %s1 to i64
  call void @print(i64 %s1.wide)
  %a0 = extractvalue %many %r, 3, 0
  %a0.wide = zext i16 %a0 to i64
  call void @print(i64 %a0.wide)
  %a1 = extractvalue %many %r, 3, 1
  %a1.wide = zext i16 %a1 to i64
  call void @print(i64 %a1.wide)
  %v = extractvalue %many %r, 4
  %v0 = extractelement <4 x i32> %v, i32 0
  %v3 = extractelement <4 x i32> %v, i32 3
  %v03 = add i32 %v0, %v3
  %v.wide = zext i32 %v03 to i64
  call void @print(i64 %v.wide)
  %d = extractvalue %many %r, 5
  %d.ten = fmul double %d, 10.0
  %d.int = fptosi double %d.ten to i64
  call void @print(i64 %d.int)
  %b = extractvalue %many %r, 6
  %b.wide = zext i1 %b to i64
  call void @print(i64 %b.wide)
  %w = extractvalue %many %r, 7
  %w.high = lshr i128 %w, 64
  %w.int = trunc i128 %w.high to i64
  call void @print(i64 %w.int)
  %o = extractvalue %many %r, 8
  %o.wide = zext i7 %o to i64
  call void @print(i64 %o.wide)
  %t = extractvalue %many %r, 9
  %t.derived = addrspacecast ptr addrspace(10) %t to ptr addrspace(11)
  %t.v = load i64, ptr addrspace(11) %t.derived
  call void @print(i64 %t.v)
  %p = extractvalue %many %r, 10
  %p.int = ptrtoint ptr %p to i64
  call void @print(i64 %p.int)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %h = call ptr addrspace(10) @f()
  %o = call ptr addrspace(10) @new_object()
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  store i64 9, ptr addrspace(11) %d
  %big = shl i128 77, 64
  %n = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h, { i64, i32 } { i64 1, i32 2 }, [2 x i16] [i16 3, i16 4], <4 x i32> <i32 4, i32 5, i32 5, i32 6>, double 2.5, i1 true, i128 %big, i7 5, ptr addrspace(10) %o, ptr null)
  ret i32 0
}
