; Debug information of an object in the frame names its word, and does not keep it alive
; in a state in which the program does not need it.
;
; RUN: %spell %s | %split > %t.ll && %descriptors < %t.ll | FileCheck %s

; CHECK: f: state 0: 16{{$}}
; CHECK: f: state 1: none

declare void @llvm.dbg.value(metadata, metadata, metadata)

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" !dbg !3 {
entry:
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
  call void @llvm.dbg.value(metadata ptr addrspace(1) %obj, metadata !4, metadata !DIExpression()), !dbg !5
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %obj), !dbg !5
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @llvm.dbg.value(metadata ptr addrspace(1) %obj, metadata !4, metadata !DIExpression()), !dbg !5
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!6}
!0 = distinct !DICompileUnit(language: DW_LANG_C, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "f.c", directory: "")
!2 = !DISubroutineType(types: !{null})
!3 = distinct !DISubprogram(name: "f", file: !1, line: 1, type: !2, scopeLine: 1, spFlags: DISPFlagDefinition, unit: !0)
!4 = !DILocalVariable(name: "obj", scope: !3, file: !1, line: 2, type: !7)
!5 = !DILocation(line: 2, scope: !3)
!6 = !{i32 2, !"Debug Info Version", i32 3}
!7 = !DIBasicType(name: "object", size: 64, encoding: DW_ATE_address)
