; The remark of a split counts the tracked words, as text and under a stable key.
;
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split' -disable-output -pass-remarks=gc-coro -pass-remarks-output=%t.yaml 2>&1 | FileCheck %s
; RUN: FileCheck %s --check-prefix=YAML < %t.yaml

; CHECK: remark: {{.*}}split 'f': frame of {{[0-9]+}} bytes, alignment 8, tracked pointers: 3, suspend points: 1

; YAML: Pass: gc-coro
; YAML: Function: f
; YAML: - TrackedPointers: '3'
; YAML: - Suspends: '1'

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
entry:
  %pair = alloca [2 x ptr addrspace(1)]
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
  call void @escape(ptr %pair)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %pair)
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
