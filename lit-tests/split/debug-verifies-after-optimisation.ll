; A module with debug information goes through the optimiser and the code generator
; after the split; the variable is still there at the end.
;
; RUN: %spell %s | %split-then'cgscc(inline,function(sroa,instcombine,simplifycfg)),coro-cleanup,globaldce' > %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: llc -filetype=obj -o /dev/null < %t.ll

; CHECK: define internal[[CC]]void @f.resume(
; CHECK: {{#dbg_|@llvm.dbg.}}
; CHECK: DILocalVariable(name: "x",

define ptr @f(i32 %n) presplitcoroutine !dbg !4 {
entry:
  %x = alloca i32
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  call void @llvm.dbg.declare(metadata ptr %x, metadata !10, metadata !DIExpression()), !dbg !11
  store i32 %n, ptr %x, !dbg !11
  call void @keep(ptr %x), !dbg !11
  %s = call i8 @llvm.coro.suspend(token none, i1 false), !dbg !12
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ], !dbg !12

resumed:
  %v = load i32, ptr %x, !dbg !13
  call void @print(i32 %v), !dbg !13
  br label %cleanup, !dbg !13

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

declare void @llvm.dbg.declare(metadata, metadata, metadata)

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "generator.lang", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !5)
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 5, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !{null}
!7 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!10 = !DILocalVariable(name: "x", scope: !4, file: !1, line: 6, type: !7)
!11 = !DILocation(line: 6, column: 3, scope: !4)
!12 = !DILocation(line: 7, column: 3, scope: !4)
!13 = !DILocation(line: 8, column: 3, scope: !4)
