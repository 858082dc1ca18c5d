; Optimised code has no variable of its own for a value. Where a variable has one value all the time, and the value has a slot that it
; shares with no other, the variable is in the frame from each resumption on; one of another size is not, and one that changes is not.
;
; LLVM 18 and older keep these as calls, and has no such declaration.
; REQUIRES: since-19
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK-LABEL: define internal {{(fastcc )?}}void @f.resume(
; CHECK-SAME: !dbg ![[SUBPROGRAM:[0-9]+]] {
; CHECK: %kept.reload.addr = getelementptr inbounds {{.*}}i8, ptr %frame, i64 [[#OFFSET:]]
; CHECK: s.resumed:
; CHECK-NEXT: #dbg_value(ptr %frame, ![[KEPT:[0-9]+]], !DIExpression(DW_OP_plus_uconst, [[#OFFSET]], DW_OP_deref), ![[AT:[0-9]+]])
; CHECK-NOT: #dbg_value
; CHECK-LABEL: define internal {{(fastcc )?}}void @f.destroy(
; The clone lists all of them.
; CHECK-DAG: ![[SUBPROGRAM]] = distinct !DISubprogram(name: "f", {{.*}}retainedNodes: ![[NODES:[0-9]+]])
; CHECK-DAG: ![[NODES]] = !{![[KEPT]], !{{[0-9]+}}, !{{[0-9]+}}}
; CHECK-DAG: ![[KEPT]] = !DILocalVariable(name: "kept", scope: ![[SUBPROGRAM]],
; CHECK-DAG: ![[AT]] = !DILocation(line: 6, column: 3, scope: ![[SUBPROGRAM]])

declare i64 @answer()
declare void @use(i64)
declare void @llvm.dbg.value(metadata, metadata, metadata)

define ptr @f(i64 %n) presplitcoroutine !dbg !4 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %kept = call i64 @answer(), !dbg !11
  call void @llvm.dbg.value(metadata i64 %kept, metadata !10, metadata !DIExpression()), !dbg !11
  %narrow = call i64 @answer(), !dbg !11
  call void @llvm.dbg.value(metadata i64 %narrow, metadata !14, metadata !DIExpression()), !dbg !11
  %changing = call i64 @answer(), !dbg !11
  call void @llvm.dbg.value(metadata i64 %changing, metadata !15, metadata !DIExpression()), !dbg !11
  %s = call i8 @llvm.coro.suspend(token none, i1 false), !dbg !12
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ], !dbg !12

resumed:
  call void @use(i64 %kept), !dbg !13
  call void @use(i64 %narrow), !dbg !13
  call void @use(i64 %changing), !dbg !13
  call void @llvm.dbg.value(metadata i64 0, metadata !15, metadata !DIExpression()), !dbg !13
  br label %cleanup, !dbg !13

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "generator.lang", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !5)
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: !1, file: !1, line: 5, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized, retainedNodes: !6)
!5 = !{null}
!6 = !{!10, !14, !15}
!7 = !DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)
!8 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!10 = !DILocalVariable(name: "kept", scope: !4, file: !1, line: 6, type: !7)
!11 = !DILocation(line: 6, column: 3, scope: !4)
!12 = !DILocation(line: 7, column: 3, scope: !4)
!13 = !DILocation(line: 8, column: 3, scope: !4)
!14 = !DILocalVariable(name: "narrow", scope: !4, file: !1, line: 6, type: !8)
!15 = !DILocalVariable(name: "changing", scope: !4, file: !1, line: 6, type: !7)
