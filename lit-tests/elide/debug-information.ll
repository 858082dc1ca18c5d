; A debugger does not take what the wrapper gets for the awaiter. What the wrapper has read is known to it as before.
;
; RUN: %spell %s | %elide | FileCheck %s

; CHECK-LABEL: define internal void @wrapper(
; CHECK-NEXT: {{#dbg_value|call void @llvm.dbg.value}}({{(metadata )?}}ptr poison, {{(metadata )?}}[[THIS:![0-9]+]]
; CHECK-NEXT: {{#dbg_value|call void @llvm.dbg.value}}({{(metadata )?}}ptr %awaiter, {{(metadata )?}}[[HANDLE:![0-9]+]]
; CHECK: [[THIS]] = !DILocalVariable(name: "this"
; CHECK: [[HANDLE]] = !DILocalVariable(name: "handle"

define void @f() presplitcoroutine {
entry:
  %awaiter = alloca ptr
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  %task = call ptr @kept()
  store ptr %task, ptr %awaiter
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %suspend ]

resume:
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define internal void @wrapper(ptr %awaiter, ptr %frame) !dbg !4 {
  call void @llvm.dbg.value(metadata ptr %awaiter, metadata !6, metadata !DIExpression()), !dbg !8
  %handle = load ptr, ptr %awaiter, !dbg !8
  call void @llvm.dbg.value(metadata ptr %handle, metadata !7, metadata !DIExpression()), !dbg !8
  call void @keep(ptr %handle), !dbg !8
  ret void, !dbg !8
}

declare void @llvm.dbg.value(metadata, metadata, metadata)

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: ".")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 5}
!4 = distinct !DISubprogram(name: "wrapper", file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition)
!5 = !DISubroutineType(types: !{})
!6 = !DILocalVariable(name: "this", arg: 1, scope: !4, file: !1, line: 1)
!7 = !DILocalVariable(name: "handle", scope: !4, file: !1, line: 1)
!8 = !DILocation(line: 1, scope: !4)
