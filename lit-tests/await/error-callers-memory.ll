; Memory of the call is gone when a continuation runs: the one for the result, by-value and by-reference arguments, Julia's roots of
; a result. What only the first path uses is none of this (ok).
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: f.jl:7:3: in function 'result': the sret argument 'out' is used after the await in the continuation
; CHECK: {{^}}help: return a result by gc.coro.return; copy other memory before the await (gc-coro-prepare does so){{$}}
; CHECK: in function 'value': the byval argument 'in' is used after the await in the continuation
; CHECK: in function 'reference': the byref argument 'in' is used after the await in the continuation
; CHECK: in function 'roots': the julia.return_roots argument 'out' is used after the await in the continuation
; CHECK-NOT: in function
@kept = global ptr addrspace(10) null
define void @result(ptr sret([2 x i64]) %out) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" !dbg !4 {
  %r = call %none @gc.coro.await(ptr @result, ptr addrspace(10) null, i32 0), !dbg !7
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  store volatile ptr addrspace(10) %h, ptr @kept
  ret void
cont:
  %second = getelementptr i8, ptr %out, i64 8
  store i64 1, ptr %second
  ret void
}
define ptr addrspace(10) @value(ptr byval(i64) %in) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @value, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %v = load i64, ptr %in
  call void @print(i64 %v)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @reference(ptr byref(i64) %in) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @reference, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  %v = load i64, ptr %in
  call void @print(i64 %v)
  ret ptr addrspace(10) null
}
define ptr addrspace(10) @roots(ptr "julia.return_roots"="1" %out) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @roots, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  ret ptr addrspace(10) %h
cont:
  store ptr addrspace(10) null, ptr %out
  ret ptr addrspace(10) null
}
define void @ok(ptr sret(i64) %out) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @ok, ptr addrspace(10) null, i32 0)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %first
first:
  store i64 1, ptr %out
  store volatile ptr addrspace(10) %h, ptr @kept
  ret void
cont:
  ret void
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Julia, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "f.jl", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "result", file: !1, line: 5, type: !5, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DISubroutineType(types: !{null})
!7 = !DILocation(line: 7, column: 3, scope: !4)
