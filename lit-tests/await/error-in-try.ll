; An await while a handler of Julia's exceptions is entered; before it and after its pop there may be others. The message
; has the line of the source.
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %S/runtime.inc %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: try.jl:7:3: in function 'f': suspended between julia.except_enter and its pop_handler
; CHECK-NEXT: %inside = call
; CHECK-NOT: in function
declare { i32, ptr } @julia.except_enter(ptr) returns_twice
declare ptr @julia.get_pgcstack()
declare void @ijl_pop_handler(ptr, i32)
define ptr addrspace(10) @f(ptr %task) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" !dbg !4 {
  %stack = call ptr @julia.get_pgcstack(), !dbg !6
  %before = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0), !dbg !6
  %entered = call { i32, ptr } @julia.except_enter(ptr %task), !dbg !6
  %result = extractvalue { i32, ptr } %entered, 0, !dbg !6
  %caught = icmp ne i32 %result, 0, !dbg !6
  br i1 %caught, label %catch, label %try, !dbg !6
try:
  %inside = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0), !dbg !7
  call void @ijl_pop_handler(ptr %task, i32 1), !dbg !7
  br label %popped, !dbg !7
catch:
  call void @ijl_pop_handler(ptr %task, i32 1), !dbg !7
  br label %popped, !dbg !7
popped:
  %after = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0), !dbg !6
  %h = extractvalue %none %after, 0, !dbg !6
  %h1 = extractvalue %none %before, 0, !dbg !6
  call void @gc.coro.share(ptr addrspace(10) %h1), !dbg !6
  ret ptr addrspace(10) %h, !dbg !6
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_Julia, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "try.jl", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = distinct !DISubprogram(name: "f", file: !1, line: 5, type: !5, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DISubroutineType(types: !{null})
!6 = !DILocation(line: 6, column: 3, scope: !4)
!7 = !DILocation(line: 7, column: 3, scope: !4)
