; The frame is a variable of the ramp and of each clone, with a member for each slot: named and
; typed by the source where it has a variable there, else by the IR.
;
; RUN: %spell %s | %split > %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: sed -n '/name: "f.coro_frame_ty"/p' %t.ll | FileCheck --check-prefix=ONE %s
; RUN: %spell %s | sed 's/emissionKind: FullDebug/emissionKind: LineTablesOnly/' | %split | FileCheck --check-prefix=LINES %s

; CHECK-LABEL: define ptr @f(
; CHECK: {{#dbg_value\(|call void @llvm.dbg.value\(metadata }}ptr %hdl, {{(metadata )?}}![[RAMP:[0-9]+]], {{.*}}!DIExpression(DW_OP_deref)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: {{#dbg_value\(|call void @llvm.dbg.value\(metadata }}ptr %frame, {{(metadata )?}}![[RESUME:[0-9]+]], {{.*}}!DIExpression(DW_OP_deref)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK: {{#dbg_value\(|call void @llvm.dbg.value\(metadata }}ptr %frame, {{(metadata )?}}![[DESTROY:[0-9]+]], {{.*}}!DIExpression(DW_OP_deref)
; CHECK-DAG: ![[RAMP]] = !DILocalVariable(name: "__coro_frame", scope: !{{[0-9]+}}, file: !{{[0-9]+}}, line: 5, type: ![[TYPE:[0-9]+]], flags: DIFlagArtificial)
; CHECK-DAG: ![[RESUME]] = !DILocalVariable(name: "__coro_frame", {{.*}} type: ![[TYPE]], flags: DIFlagArtificial)
; CHECK-DAG: ![[DESTROY]] = !DILocalVariable(name: "__coro_frame", {{.*}} type: ![[TYPE]], flags: DIFlagArtificial)
; CHECK-DAG: ![[TYPE]] = !DICompositeType(tag: DW_TAG_structure_type, name: "f.coro_frame_ty", {{.*}}line: 5, size: 256, align: 64, flags: DIFlagArtificial, elements: ![[SLOTS:[0-9]+]])
; CHECK-DAG: ![[SLOTS]] = !{![[FN:[0-9]+]], ![[DESTROY_FN:[0-9]+]], ![[Y:[0-9]+]], ![[X:[0-9]+]], ![[STATES:[0-9]+]], ![[LIVE:[0-9]+]]}
; CHECK-DAG: ![[FN]] = !DIDerivedType(tag: DW_TAG_member, name: "__resume_fn", {{.*}}size: 64, flags: DIFlagArtificial)
; CHECK-DAG: ![[DESTROY_FN]] = !DIDerivedType(tag: DW_TAG_member, name: "__destroy_fn", {{.*}}size: 64, offset: 64, flags: DIFlagArtificial)
; CHECK-DAG: ![[X]] = !DIDerivedType(tag: DW_TAG_member, name: "x", {{.*}}baseType: ![[INT:[0-9]+]], size: 32, offset: 192, flags: DIFlagArtificial)
; CHECK-DAG: ![[INT]] = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
; CHECK-DAG: ![[Y]] = !DIDerivedType(tag: DW_TAG_member, name: "y", {{.*}}baseType: ![[I64:[0-9]+]], size: 64, offset: 128, flags: DIFlagArtificial)
; CHECK-DAG: ![[I64]] = !DIBasicType(name: "__int_64", size: 64, encoding: DW_ATE_signed)
; CHECK-DAG: ![[STATES]] = !DIDerivedType(tag: DW_TAG_member, name: "__coro_states", {{.*}}baseType: ![[NO_STATES:[0-9]+]], flags: DIFlagArtificial)
; CHECK-DAG: ![[NO_STATES]] = !DICompositeType(tag: DW_TAG_array_type, baseType: ![[STATE_TYPE:[0-9]+]], elements:
; CHECK-DAG: ![[STATE_TYPE]] = !DICompositeType(tag: DW_TAG_enumeration_type, name: "f.coro_state_ty", {{.*}}elements: ![[PLACES:[0-9]+]])
; CHECK-DAG: ![[PLACES]] = !{![[PLACE:[0-9]+]]}
; CHECK-DAG: ![[PLACE]] = !DIEnumerator(name: "{{.*}}:7:3", value: 0, isUnsigned: true)
; CHECK-DAG: ![[LIVE]] = !DIDerivedType(tag: DW_TAG_member, name: "__coro_live", {{.*}}flags: DIFlagArtificial)
; ONE-COUNT-1: f.coro_frame_ty
; ONE-NOT: f.coro_frame_ty
; LINES-NOT: __coro_frame

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
  %y = call i64 @answer(i32 %n), !dbg !11
  %s = call i8 @llvm.coro.suspend(token none, i1 false), !dbg !12
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ], !dbg !12

resumed:
  %v = load i32, ptr %x, !dbg !13
  call void @print(i32 %v), !dbg !13
  call void @use(i64 %y), !dbg !13
  br label %cleanup, !dbg !13

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

declare i64 @answer(i32)
declare void @use(i64)
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
