; A map has as many words of 64 bits as the tracked words of the frame need. The table
; and the descriptor agree about each of them.
;
; RUN: %spell %s > %t.in.ll
; RUN: %split %t.in.ll > %t.ll
; RUN: opt -passes='coro-early,print<gc-coro-frames;json>' -disable-output %t.in.ll > %t.json
; RUN: %descriptors %t.json < %t.ll | FileCheck %s

; CHECK: pointer_count=70 {{.*}}maps=96 map_words=2 map_origin=16 pointer_size=8 name=144
; CHECK-NEXT: state 0: 16 24 32 {{.*}} 520 528 536 {{.*}} 568{{$}}
; CHECK-NEXT: state 1: {{[0-9]+$}}
; CHECK-NEXT: state 2: none

define ptr @f() presplitcoroutine gc "statepoint-example" {
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
  %v0 = call ptr addrspace(1) @gc_alloc()
  %v1 = call ptr addrspace(1) @gc_alloc()
  %v2 = call ptr addrspace(1) @gc_alloc()
  %v3 = call ptr addrspace(1) @gc_alloc()
  %v4 = call ptr addrspace(1) @gc_alloc()
  %v5 = call ptr addrspace(1) @gc_alloc()
  %v6 = call ptr addrspace(1) @gc_alloc()
  %v7 = call ptr addrspace(1) @gc_alloc()
  %v8 = call ptr addrspace(1) @gc_alloc()
  %v9 = call ptr addrspace(1) @gc_alloc()
  %v10 = call ptr addrspace(1) @gc_alloc()
  %v11 = call ptr addrspace(1) @gc_alloc()
  %v12 = call ptr addrspace(1) @gc_alloc()
  %v13 = call ptr addrspace(1) @gc_alloc()
  %v14 = call ptr addrspace(1) @gc_alloc()
  %v15 = call ptr addrspace(1) @gc_alloc()
  %v16 = call ptr addrspace(1) @gc_alloc()
  %v17 = call ptr addrspace(1) @gc_alloc()
  %v18 = call ptr addrspace(1) @gc_alloc()
  %v19 = call ptr addrspace(1) @gc_alloc()
  %v20 = call ptr addrspace(1) @gc_alloc()
  %v21 = call ptr addrspace(1) @gc_alloc()
  %v22 = call ptr addrspace(1) @gc_alloc()
  %v23 = call ptr addrspace(1) @gc_alloc()
  %v24 = call ptr addrspace(1) @gc_alloc()
  %v25 = call ptr addrspace(1) @gc_alloc()
  %v26 = call ptr addrspace(1) @gc_alloc()
  %v27 = call ptr addrspace(1) @gc_alloc()
  %v28 = call ptr addrspace(1) @gc_alloc()
  %v29 = call ptr addrspace(1) @gc_alloc()
  %v30 = call ptr addrspace(1) @gc_alloc()
  %v31 = call ptr addrspace(1) @gc_alloc()
  %v32 = call ptr addrspace(1) @gc_alloc()
  %v33 = call ptr addrspace(1) @gc_alloc()
  %v34 = call ptr addrspace(1) @gc_alloc()
  %v35 = call ptr addrspace(1) @gc_alloc()
  %v36 = call ptr addrspace(1) @gc_alloc()
  %v37 = call ptr addrspace(1) @gc_alloc()
  %v38 = call ptr addrspace(1) @gc_alloc()
  %v39 = call ptr addrspace(1) @gc_alloc()
  %v40 = call ptr addrspace(1) @gc_alloc()
  %v41 = call ptr addrspace(1) @gc_alloc()
  %v42 = call ptr addrspace(1) @gc_alloc()
  %v43 = call ptr addrspace(1) @gc_alloc()
  %v44 = call ptr addrspace(1) @gc_alloc()
  %v45 = call ptr addrspace(1) @gc_alloc()
  %v46 = call ptr addrspace(1) @gc_alloc()
  %v47 = call ptr addrspace(1) @gc_alloc()
  %v48 = call ptr addrspace(1) @gc_alloc()
  %v49 = call ptr addrspace(1) @gc_alloc()
  %v50 = call ptr addrspace(1) @gc_alloc()
  %v51 = call ptr addrspace(1) @gc_alloc()
  %v52 = call ptr addrspace(1) @gc_alloc()
  %v53 = call ptr addrspace(1) @gc_alloc()
  %v54 = call ptr addrspace(1) @gc_alloc()
  %v55 = call ptr addrspace(1) @gc_alloc()
  %v56 = call ptr addrspace(1) @gc_alloc()
  %v57 = call ptr addrspace(1) @gc_alloc()
  %v58 = call ptr addrspace(1) @gc_alloc()
  %v59 = call ptr addrspace(1) @gc_alloc()
  %v60 = call ptr addrspace(1) @gc_alloc()
  %v61 = call ptr addrspace(1) @gc_alloc()
  %v62 = call ptr addrspace(1) @gc_alloc()
  %v63 = call ptr addrspace(1) @gc_alloc()
  %v64 = call ptr addrspace(1) @gc_alloc()
  %v65 = call ptr addrspace(1) @gc_alloc()
  %v66 = call ptr addrspace(1) @gc_alloc()
  %v67 = call ptr addrspace(1) @gc_alloc()
  %v68 = call ptr addrspace(1) @gc_alloc()
  %v69 = call ptr addrspace(1) @gc_alloc()
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %v0)
  call void @gc_use(ptr addrspace(1) %v1)
  call void @gc_use(ptr addrspace(1) %v2)
  call void @gc_use(ptr addrspace(1) %v3)
  call void @gc_use(ptr addrspace(1) %v4)
  call void @gc_use(ptr addrspace(1) %v5)
  call void @gc_use(ptr addrspace(1) %v6)
  call void @gc_use(ptr addrspace(1) %v7)
  call void @gc_use(ptr addrspace(1) %v8)
  call void @gc_use(ptr addrspace(1) %v9)
  call void @gc_use(ptr addrspace(1) %v10)
  call void @gc_use(ptr addrspace(1) %v11)
  call void @gc_use(ptr addrspace(1) %v12)
  call void @gc_use(ptr addrspace(1) %v13)
  call void @gc_use(ptr addrspace(1) %v14)
  call void @gc_use(ptr addrspace(1) %v15)
  call void @gc_use(ptr addrspace(1) %v16)
  call void @gc_use(ptr addrspace(1) %v17)
  call void @gc_use(ptr addrspace(1) %v18)
  call void @gc_use(ptr addrspace(1) %v19)
  call void @gc_use(ptr addrspace(1) %v20)
  call void @gc_use(ptr addrspace(1) %v21)
  call void @gc_use(ptr addrspace(1) %v22)
  call void @gc_use(ptr addrspace(1) %v23)
  call void @gc_use(ptr addrspace(1) %v24)
  call void @gc_use(ptr addrspace(1) %v25)
  call void @gc_use(ptr addrspace(1) %v26)
  call void @gc_use(ptr addrspace(1) %v27)
  call void @gc_use(ptr addrspace(1) %v28)
  call void @gc_use(ptr addrspace(1) %v29)
  call void @gc_use(ptr addrspace(1) %v30)
  call void @gc_use(ptr addrspace(1) %v31)
  call void @gc_use(ptr addrspace(1) %v32)
  call void @gc_use(ptr addrspace(1) %v33)
  call void @gc_use(ptr addrspace(1) %v34)
  call void @gc_use(ptr addrspace(1) %v35)
  call void @gc_use(ptr addrspace(1) %v36)
  call void @gc_use(ptr addrspace(1) %v37)
  call void @gc_use(ptr addrspace(1) %v38)
  call void @gc_use(ptr addrspace(1) %v39)
  call void @gc_use(ptr addrspace(1) %v40)
  call void @gc_use(ptr addrspace(1) %v41)
  call void @gc_use(ptr addrspace(1) %v42)
  call void @gc_use(ptr addrspace(1) %v43)
  call void @gc_use(ptr addrspace(1) %v44)
  call void @gc_use(ptr addrspace(1) %v45)
  call void @gc_use(ptr addrspace(1) %v46)
  call void @gc_use(ptr addrspace(1) %v47)
  call void @gc_use(ptr addrspace(1) %v48)
  call void @gc_use(ptr addrspace(1) %v49)
  call void @gc_use(ptr addrspace(1) %v50)
  call void @gc_use(ptr addrspace(1) %v51)
  call void @gc_use(ptr addrspace(1) %v52)
  call void @gc_use(ptr addrspace(1) %v53)
  call void @gc_use(ptr addrspace(1) %v54)
  call void @gc_use(ptr addrspace(1) %v55)
  call void @gc_use(ptr addrspace(1) %v56)
  call void @gc_use(ptr addrspace(1) %v57)
  call void @gc_use(ptr addrspace(1) %v58)
  call void @gc_use(ptr addrspace(1) %v59)
  call void @gc_use(ptr addrspace(1) %v60)
  call void @gc_use(ptr addrspace(1) %v61)
  call void @gc_use(ptr addrspace(1) %v62)
  call void @gc_use(ptr addrspace(1) %v63)
  call void @gc_use(ptr addrspace(1) %v64)
  call void @gc_use(ptr addrspace(1) %v65)
  call void @gc_use(ptr addrspace(1) %v66)
  call void @gc_use(ptr addrspace(1) %v67)
  call void @gc_use(ptr addrspace(1) %v68)
  call void @gc_use(ptr addrspace(1) %v69)
  %w = call ptr addrspace(1) @gc_alloc()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @gc_use(ptr addrspace(1) %w)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
