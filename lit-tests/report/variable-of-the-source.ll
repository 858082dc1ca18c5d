; A report names what is in the frame as the source does, with types and lines; it says what keeps each slot alive, and what would make
; the frame smaller: here a buffer whose address a call has, and which nothing uses after the suspension.
;
; RUN: rm -f %t.json %t.txt
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split<report=%t.json>' -disable-output
; RUN: FileCheck --check-prefix=JSON %s < %t.json
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split<report=%t.txt>' -disable-output
; RUN: FileCheck --check-prefix=TEXT %s < %t.txt

; JSON:      {"gc-coro-report": 1, "entries": [
; JSON-SAME: {{$}}
; JSON-NEXT: {"unit":"<stdin>","first":true,"function":"f","name":"f",
; JSON-SAME: "place":{"file":"a.cpp","line":10},"directory":"/src","size":96,"align":8,
; JSON-SAME: "largest":0,
; JSON-SAME: {"number":0,"place":{"file":"a.cpp","line":14,"column":3},"bytes":92,"idle":4}
; JSON-SAME: {"kind":"alloca","name":"buffer","type":"char[64]","place":{"file":"a.cpp","line":11},"offset":16,"size":64,"align":8,"live":[0],
; JSON-SAME: "uses":[{"how":"captured","what":"fill","place":{"file":"a.cpp","line":13,"column":5}}]
; JSON-SAME: "advice":[{"kind":"scope","slot":2,"states":[0],"saves":64,
; JSON-SAME: {{$}}
; JSON-NEXT: ]}

; TEXT:      'f' at a.cpp:10: 96 bytes, align 8, 1 state, 4 bytes of padding
; TEXT:      16     64  alloca   buffer  char[64] all  a.cpp:11
; TEXT-NEXT: 80      8  value    handle  long*    all  a.cpp:12
; TEXT-NEXT: 88      4  value    number  i32      all  a.cpp:12:5
; TEXT-NEXT: state 0 (the largest) at a.cpp:14:3: 92 bytes in use, 4 idle
; TEXT-NEXT: 'buffer' is captured by fill at a.cpp:13:5
; TEXT-NEXT: 'handle' is used by use at a.cpp:15:5
; TEXT-NEXT: 'number' is used by note at a.cpp:16:5
; TEXT-NEXT: smaller by 64 bytes at a.cpp:11: 'buffer' (char[64]) is not used after the suspension at a.cpp:14:3; fill at a.cpp:13:5 may have its address: end its scope before

declare void @fill(ptr)
declare ptr @open()
declare i32 @ask()
declare void @note(i32)
declare void @use(ptr)
declare void @llvm.dbg.declare(metadata, metadata, metadata)
declare void @llvm.dbg.value(metadata, metadata, metadata)

define ptr @f() presplitcoroutine !dbg !5 {
entry:
  %0 = alloca [64 x i8], align 8
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  call void @llvm.lifetime.start.p0(i64 64, ptr %0), !dbg !20
  call void @llvm.dbg.declare(metadata ptr %0, metadata !7, metadata !DIExpression()), !dbg !20
  %1 = call ptr @open(), !dbg !21
  call void @llvm.dbg.value(metadata ptr %1, metadata !8, metadata !DIExpression()), !dbg !21
  %number = call i32 @ask(), !dbg !21
  call void @fill(ptr %0), !dbg !22
  %s = call i8 @llvm.coro.suspend(token none, i1 false), !dbg !23
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @use(ptr %1), !dbg !24
  call void @note(i32 %number), !dbg !25
  br label %cleanup

cleanup:
  call void @llvm.lifetime.end.p0(i64 64, ptr %0)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !4)
!4 = !{null}
!5 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 10, type: !3, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !6)
!6 = !{!7, !8}
!7 = !DILocalVariable(name: "buffer", scope: !5, file: !1, line: 11, type: !10)
!8 = !DILocalVariable(name: "handle", scope: !5, file: !1, line: 12, type: !13)
!10 = !DICompositeType(tag: DW_TAG_array_type, baseType: !11, size: 512, elements: !12)
!11 = !DIBasicType(name: "char", size: 8, encoding: DW_ATE_signed_char)
!12 = !{!DISubrange(count: 64)}
!13 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !14, size: 64)
!14 = !DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)
!20 = !DILocation(line: 11, column: 5, scope: !5)
!21 = !DILocation(line: 12, column: 5, scope: !5)
!22 = !DILocation(line: 13, column: 5, scope: !5)
!23 = !DILocation(line: 14, column: 3, scope: !5)
!24 = !DILocation(line: 15, column: 5, scope: !5)
!25 = !DILocation(line: 16, column: 5, scope: !5)
