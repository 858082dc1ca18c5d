; Under -g each continuation is a function for a debugger: a subprogram with its own linkage name and the lines of the source, in which
; the variable in memory (x) and what it is called with (passed) are found. The code generator takes all of it, as it is and
; optimised, and the DWARF that it writes is consistent.
;
; RUN: %await-split > %t.ll && FileCheck %s < %t.ll
; RUN: llc -filetype=obj -o %t.o < %t.ll
; RUN: llvm-dwarfdump --verify %t.o
; RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
; RUN: opt -S -passes='default<O2>' -verify-each %t.ll | llc -filetype=obj -o %t.O2.o
; RUN: llvm-dwarfdump --verify %t.O2.o
; RUN: cat %S/runtime.inc %s | %stock-opt -S -verify-each -passes='default<O2>' | opt -passes='gc-coro-split<gc=julia>,verify,default<O2>' | llc -filetype=obj -o %t.late.o
; RUN: llvm-dwarfdump --verify %t.late.o
; RUN: llvm-dwarfdump --debug-info %t.late.o | FileCheck %s --check-prefix=LATE

; CHECK: define internal {{.*}}@f.await.0({{.*}} !dbg ![[SP:[0-9]+]] {
; CHECK: {{#dbg_declare\(|@llvm.dbg.declare\(metadata }}ptr %x,
; CHECK: call void @print(i64 %{{.*}}), !dbg ![[AT:[0-9]+]]
; CHECK: ![[SP]] = distinct !DISubprogram(name: "f",
; CHECK: ![[AT]] = !DILocation(line: 12,

; LLVM gives clones a linkage name of their own from 20 on.
; DWARF: DW_TAG_subprogram
; DWARF: DW_TAG_subprogram
; DWARF: DW_AT_linkage_name{{.*}}("f{{(.await.0)?}}")
; DWARF-NEXT: DW_AT_name{{.*}}("f")
; DWARF: DW_TAG_variable
; DWARF-NEXT: DW_AT_location{{.*}}fbreg
; DWARF-NEXT: DW_AT_name{{.*}}("x")
; DWARF: DW_TAG_variable
; DWARF-NEXT: DW_AT_location
; DWARF: DW_AT_name{{.*}}("passed")
; LATE: DW_TAG_subprogram
; LATE: DW_TAG_subprogram
; LATE: DW_AT_linkage_name{{.*}}("f{{(.await.0)?}}")

define ptr addrspace(10) @f(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" !dbg !4 {
entry:
  %x = alloca i64
  call void @llvm.dbg.declare(metadata ptr %x, metadata !8, metadata !DIExpression()), !dbg !20
  call void @llvm.dbg.value(metadata i64 %n, metadata !9, metadata !DIExpression()), !dbg !20
  store i64 %n, ptr %x, !dbg !20
  %v = mul i64 %n, 3, !dbg !21
  call void @llvm.dbg.value(metadata i64 %v, metadata !10, metadata !DIExpression()), !dbg !21
  call void @show(ptr %x), !dbg !21
  br label %loop, !dbg !21
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ], !dbg !21
  call void @llvm.dbg.value(metadata i64 %i, metadata !11, metadata !DIExpression()), !dbg !21
  %r = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0), !dbg !22
  %h = extractvalue %i64 %r, 0, !dbg !22
  %resumed = extractvalue %i64 %r, 1, !dbg !22
  %passed = extractvalue %i64 %r, 2, !dbg !22
  call void @llvm.dbg.value(metadata i64 %passed, metadata !12, metadata !DIExpression()), !dbg !22
  br i1 %resumed, label %cont, label %first, !dbg !22
first:
  ret ptr addrspace(10) %h, !dbg !23
cont:
  %sum = add i64 %v, %passed, !dbg !24
  call void @print(i64 %sum), !dbg !24
  call void @show(ptr %x), !dbg !25
  %next = add i64 %i, 1, !dbg !26
  %more = icmp ult i64 %next, %n, !dbg !26
  br i1 %more, label %loop, label %end, !dbg !26
end:
  ret ptr addrspace(10) null, !dbg !27
}
declare void @show(ptr)
declare void @llvm.dbg.declare(metadata, metadata, metadata)
declare void @llvm.dbg.value(metadata, metadata, metadata)

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!1, !2}
!0 = distinct !DICompileUnit(language: DW_LANG_Julia, file: !3, emissionKind: FullDebug)
!1 = !{i32 2, !"Debug Info Version", i32 3}
!2 = !{i32 7, !"Dwarf Version", i32 4}
!3 = !DIFile(filename: "f.jl", directory: "/src")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: !3, file: !3, line: 5, type: !5, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !7)
!5 = !DISubroutineType(types: !6)
!6 = !{null, !13}
!7 = !{!8, !9, !10, !11, !12}
!8 = !DILocalVariable(name: "x", scope: !4, file: !3, line: 6, type: !13)
!9 = !DILocalVariable(name: "n", arg: 1, scope: !4, file: !3, line: 5, type: !13)
!10 = !DILocalVariable(name: "v", scope: !4, file: !3, line: 7, type: !13)
!11 = !DILocalVariable(name: "i", scope: !4, file: !3, line: 8, type: !13)
!12 = !DILocalVariable(name: "passed", scope: !4, file: !3, line: 9, type: !13)
!13 = !DIBasicType(name: "Int64", size: 64, encoding: DW_ATE_signed)
!20 = !DILocation(line: 6, column: 3, scope: !4)
!21 = !DILocation(line: 7, column: 3, scope: !4)
!22 = !DILocation(line: 9, column: 3, scope: !4)
!23 = !DILocation(line: 10, column: 3, scope: !4)
!24 = !DILocation(line: 12, column: 3, scope: !4)
!25 = !DILocation(line: 13, column: 3, scope: !4)
!26 = !DILocation(line: 14, column: 3, scope: !4)
!27 = !DILocation(line: 15, column: 3, scope: !4)
